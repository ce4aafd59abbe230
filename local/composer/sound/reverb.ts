import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

const LINE_FRAMES: readonly number[] = [1187, 1423, 1601, 1867, 2053, 2251, 2399, 2617]
const LINE_SIZE = 4096
const PREDELAY_FRAMES = 620
const DAMPING = 0.34

/**
 * Adds a room's reverberation of `send` to `mix`: eight delay lines fed back through a mixing matrix,
 * losing their highs as a room does. Linear, so that a mix's room is the sum of its parts' rooms.
 */
export function addReverb(send: StereoAudio, mix: StereoAudio, seconds: number): void {
  const lines = LINE_FRAMES.map(() => new Float32Array(LINE_SIZE))
  const gains = LINE_FRAMES.map((frames) => 10 ** ((-3 * frames) / (seconds * SAMPLE_RATE)))
  const filtered = new Float64Array(8)
  const heard = new Float64Array(8)
  const mask = LINE_SIZE - 1
  for (let i = 0; i < mix.left.length; i++) {
    let sum = 0
    for (let k = 0; k < 8; k++) {
      // Eight lines, eight gains, eight delays: k is always inside.
      const out = lines[k]![(i - LINE_FRAMES[k]!) & mask]!
      const damped = filtered[k]! + (1 - DAMPING) * (out - filtered[k]!)
      filtered[k] = damped
      heard[k] = damped * gains[k]!
      sum += heard[k]!
    }
    const shared = sum * 0.25
    const at = i - PREDELAY_FRAMES
    const inputLeft = at < 0 ? 0 : (send.left[at] ?? 0)
    const inputRight = at < 0 ? 0 : (send.right[at] ?? 0)
    for (let k = 0; k < 8; k++) {
      const input = (k & 1) === 0 ? inputLeft : inputRight
      lines[k]![i & mask] = heard[k]! - shared + ((k & 2) === 0 ? input : -input) * 0.5
    }
    mix.left[i] = (mix.left[i] ?? 0) + heard[0]! + heard[2]! - heard[4]! + heard[6]!
    mix.right[i] = (mix.right[i] ?? 0) + heard[1]! + heard[3]! - heard[5]! + heard[7]!
  }
}
