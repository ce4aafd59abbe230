import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

const STEP_FRAMES = SAMPLE_RATE / 10
const WINDOW_STEPS = 4
const ABSOLUTE_GATE = -70
const RELATIVE_GATE = -10

/** Integrated loudness by ITU-R BS.1770 in LUFS: K-weighted, 400 ms windows, both gates; −70 for silence. */
export function measureLoudness({ left, right }: StereoAudio): number {
  const steps = weightedSteps(left)
  for (const [i, energy] of weightedSteps(right).entries()) steps[i] = (steps[i] ?? 0) + energy
  const windows: number[] = []
  for (let i = 0; i + WINDOW_STEPS <= steps.length; i++) {
    let sum = 0
    for (let k = 0; k < WINDOW_STEPS; k++) sum += steps[i + k] ?? 0
    windows.push(sum / WINDOW_STEPS)
  }
  const audible = windows.filter((energy) => inLufs(energy) > ABSOLUTE_GATE)
  if (audible.length === 0) return ABSOLUTE_GATE
  const threshold = inLufs(mean(audible)) + RELATIVE_GATE
  return inLufs(mean(audible.filter((energy) => inLufs(energy) > threshold)))
}

/** Mean square of the K-weighted channel in steps of 100 ms. The coefficients are BS.1770's, for 44.1 kHz. */
function weightedSteps(channel: Float32Array): Float64Array {
  const steps = new Float64Array(Math.floor(channel.length / STEP_FRAMES))
  let h1 = 0
  let h2 = 0
  let l1 = 0
  let l2 = 0
  let i = 0
  for (let step = 0; step < steps.length; step++) {
    let energy = 0
    for (let n = 0; n < STEP_FRAMES; n++, i++) {
      const w = (channel[i] ?? 0) + 1.6636551132560204 * h1 - 0.7125954280732254 * h2
      const shelved = 1.5308412300498355 * w - 2.6509799951536985 * h1 + 1.1690790799210682 * h2
      h2 = h1
      h1 = w
      const v = shelved + 1.9891696736297957 * l1 - 0.9891990357870394 * l2
      const weighted = v - 2 * l1 + l2
      l2 = l1
      l1 = v
      energy += weighted * weighted
    }
    steps[step] = energy / STEP_FRAMES
  }
  return steps
}

function inLufs(energy: number): number {
  return energy > 0 ? -0.691 + 10 * Math.log10(energy) : Number.NEGATIVE_INFINITY
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
