import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

const LOOKAHEAD_FRAMES = 96
const RELEASE_SECONDS = 0.12

/**
 * Multiplies both channels by `gain` and keeps every peak, between samples too, under `ceiling`. The
 * reduction is one curve over time, applied alike to both channels: the mix stays the sum of its parts.
 */
export function limit({ left, right }: StereoAudio, gain: number, ceiling: number): void {
  const count = left.length
  const release = 1 - Math.exp(-1 / (RELEASE_SECONDS * SAMPLE_RATE))
  const needed = new Float32Array(count).fill(1)
  const harmless = (ceiling / gain) * 0.6
  for (let i = 0; i < count; i++) {
    if (isUnder(harmless, left, i) && isUnder(harmless, right, i)) continue
    const peak = gain * Math.max(peakNear(left, i), peakNear(right, i))
    if (peak > ceiling) needed[i] = ceiling / peak
  }
  const lowest = slidingMinimum(needed, LOOKAHEAD_FRAMES)
  let envelope = 1
  let smoothed = LOOKAHEAD_FRAMES
  const recent = new Float32Array(LOOKAHEAD_FRAMES).fill(1)
  for (let i = 0; i < count; i++) {
    const target = lowest[i] ?? 1
    envelope = target < envelope ? target : envelope + release * (target - envelope)
    const slot = i % LOOKAHEAD_FRAMES
    smoothed += envelope - (recent[slot] ?? 1)
    recent[slot] = envelope
    const reduction = (gain * smoothed) / LOOKAHEAD_FRAMES
    left[i] = (left[i] ?? 0) * reduction
    right[i] = (right[i] ?? 0) * reduction
  }
}

/** Whether the wave is so low around a sample that it can't reach the ceiling between samples either. */
function isUnder(height: number, channel: Float32Array, i: number): boolean {
  const here = channel[i] ?? 0
  const next = channel[i + 1] ?? 0
  return here < height && here > -height && next < height && next > -height
}

/** The height of the wave at a sample and halfway to the next, by a six-point interpolation. */
function peakNear(channel: Float32Array, i: number): number {
  const here = channel[i] ?? 0
  const next = channel[i + 1] ?? 0
  const between =
    0.6 * (here + next) -
    0.125 * ((channel[i - 1] ?? 0) + (channel[i + 2] ?? 0)) +
    0.025 * ((channel[i - 2] ?? 0) + (channel[i + 3] ?? 0))
  return Math.max(Math.abs(here), Math.abs(between))
}

/** For each place the lowest value from it to `width` places ahead. */
function slidingMinimum(values: Float32Array, width: number): Float32Array {
  const lowest = new Float32Array(values.length)
  const queue = new Int32Array(values.length)
  let head = 0
  let tail = 0
  for (let i = values.length - 1; i >= 0; i--) {
    while (tail > head && (values[queue[tail - 1] ?? 0] ?? 1) >= (values[i] ?? 1)) tail--
    queue[tail++] = i
    if ((queue[head] ?? 0) > i + width) head++
    lowest[i] = values[queue[head] ?? 0] ?? 1
  }
  return lowest
}
