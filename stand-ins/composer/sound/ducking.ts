import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

const FALL_FRAMES = 160
const RECOVERY_SECONDS = 0.2

/** Lets the audio give way at each time (seconds) by `depth`, and come back: the pump of a side chain. */
export function duck({ left, right }: StereoAudio, times: readonly number[], depth: number): void {
  const sorted = [...times].sort((a, b) => a - b)
  const recovery = Math.exp(-1 / (RECOVERY_SECONDS * 0.4 * SAMPLE_RATE))
  let next = 0
  let reduction = 0
  let falling = 0
  for (let i = 0; i < left.length; i++) {
    const upcoming = sorted[next]
    if (upcoming !== undefined && i >= upcoming * SAMPLE_RATE) {
      falling = FALL_FRAMES
      next++
    }
    if (falling > 0) {
      reduction += (depth - reduction) / falling
      falling--
    } else reduction *= recovery
    const gain = 1 - reduction
    left[i] = (left[i] ?? 0) * gain
    right[i] = (right[i] ?? 0) * gain
  }
}
