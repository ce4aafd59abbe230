import type { Random } from '../seeded-random.ts'
import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

const POPS_PER_SECOND = 7

/** The surface of an old record: a faint hiss and a few soft pops. */
export function addCrackle({ left, right }: StereoAudio, random: Random): void {
  let state = (random.next() * 4294967296) >>> 0
  let low = 0
  for (let i = 0; i < left.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    low += 0.3 * (state / 4294967296 - 0.5 - low)
    left[i] = (left[i] ?? 0) + low * 0.05
    right[i] = (right[i] ?? 0) - low * 0.04
  }
  const pops = Math.floor((left.length / SAMPLE_RATE) * POPS_PER_SECOND)
  for (let pop = 0; pop < pops; pop++) {
    const at = random.below(left.length - 60)
    const gain = 0.5 * random.next() ** 3
    const pan = random.next()
    for (let i = 0; i < 40; i++) {
      const value = gain * (1 - i / 40) * Math.sin(i * 0.9)
      left[at + i] = (left[at + i] ?? 0) + value * pan
      right[at + i] = (right[at + i] ?? 0) + value * (1 - pan)
    }
  }
}
