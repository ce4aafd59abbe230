import type { Bus } from '../song.ts'
import { decibels, type StereoAudio } from './stereo.ts'

const BLOCK = 4096
const QUIET_SHARE = 0.08

/** Where each bus sits in a balanced mix: RMS while it plays, dBFS before mastering. */
const TARGETS: Record<Bus, number> = {
  drums: -17.5,
  bass: -19,
  chords: -23,
  pads: -27,
  lead: -22,
  vocals: -19,
}

/**
 * The gain that brings a part to its bus's place in the mix plus `level` dB, measured over the time
 * it plays, so that a balance holds whatever instrument plays it. Zero for a silent part.
 */
export function balanceGain({ left, right }: StereoAudio, bus: Bus, level: number): number {
  const energies: number[] = []
  for (let from = 0; from + BLOCK <= left.length; from += BLOCK) {
    let energy = 0
    for (let i = from; i < from + BLOCK; i++) {
      const l = left[i] ?? 0
      const r = right[i] ?? 0
      energy += l * l + r * r
    }
    energies.push(energy / (2 * BLOCK))
  }
  const loudest = energies.reduce((top, energy) => Math.max(top, energy), 0)
  if (loudest === 0) return 0
  const playing = energies.filter((energy) => energy > loudest * QUIET_SHARE)
  const mean = playing.reduce((sum, energy) => sum + energy, 0) / playing.length
  return decibels(TARGETS[bus] + level) / Math.sqrt(mean)
}
