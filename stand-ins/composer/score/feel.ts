import type { Random } from '../seeded-random.ts'
import { LEAD_IN_SECONDS } from './arrangement.ts'

/** How written beats become played seconds: swing, and the small unevenness of a hand. */
export type Feel = {
  /** When a beat of the grid sounds, seconds from the start. */
  at(beat: number): number
  /** When a player starts a note written on a beat: the same, less exact by up to `looseness` ms. */
  played(beat: number, looseness: number): number
  /** A velocity played a little unevenly, kept within 0.05 to 1. */
  touch(velocity: number, spread?: number): number
}

/**
 * `swing` moves the second half of each pair of `unit` beats later, as a share of the unit: 0 is
 * straight, 1/3 triplets.
 */
export function openFeel(bpm: number, swing: number, unit: number, random: Random): Feel {
  const at = (beat: number) => {
    const pair = Math.floor(beat / (2 * unit)) * 2 * unit
    const inside = (beat - pair) / unit
    const swung = inside <= 1 ? inside * (1 + swing) : 1 + swing + (inside - 1) * (1 - swing)
    return LEAD_IN_SECONDS + ((pair + swung * unit) * 60) / bpm
  }
  const bell = () => random.next() + random.next() - 1
  return {
    at,
    played: (beat, looseness) => Math.max(0.005, at(beat) + (bell() * looseness) / 1000),
    touch: (velocity, spread = 0.1) =>
      Math.min(1, Math.max(0.05, velocity * (1 + bell() * spread))),
  }
}
