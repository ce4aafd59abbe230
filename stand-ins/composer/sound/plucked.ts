import { openRandom } from '../seeded-random.ts'
import { hertz, SAMPLE_RATE } from './stereo.ts'

/** A string: how bright the pluck, how long it rings (seconds to −60 dB at middle C), where it is plucked. */
type StringSettings = {
  brightness: number
  ringSeconds: number
  pluckPoint: number
  damping: number
  body: number
}

const STRINGS = {
  'steel guitar': { brightness: 0.5, ringSeconds: 3, pluckPoint: 0.17, damping: 0.3, body: 0.5 },
  'nylon guitar': { brightness: 0.4, ringSeconds: 2.2, pluckPoint: 0.26, damping: 0.5, body: 0.6 },
  'clean guitar': { brightness: 0.6, ringSeconds: 3, pluckPoint: 0.21, damping: 0.35, body: 0.15 },
  'muted guitar': {
    brightness: 0.55,
    ringSeconds: 0.35,
    pluckPoint: 0.15,
    damping: 0.6,
    body: 0.1,
  },
  'distorted guitar': { brightness: 0.7, ringSeconds: 5, pluckPoint: 0.13, damping: 0.25, body: 0 },
  'lead guitar': { brightness: 0.6, ringSeconds: 6, pluckPoint: 0.2, damping: 0.3, body: 0 },
  harp: { brightness: 0.5, ringSeconds: 3.5, pluckPoint: 0.4, damping: 0.45, body: 0.4 },
  'pick bass': { brightness: 0.45, ringSeconds: 2.6, pluckPoint: 0.14, damping: 0.45, body: 0.1 },
  'round bass': { brightness: 0.16, ringSeconds: 2.2, pluckPoint: 0.3, damping: 0.6, body: 0.2 },
  'upright bass': {
    brightness: 0.24,
    ringSeconds: 1.3,
    pluckPoint: 0.28,
    damping: 0.55,
    body: 0.7,
  },
} as const satisfies Record<string, StringSettings>

export type PluckedName = keyof typeof STRINGS
export const PLUCKED_NAMES: ReadonlySet<string> = new Set(Object.keys(STRINGS))

const SECONDS_MAX = 3.6

/** One plucked string as a sample: a burst of noise circulating in a tuned, damped delay line. */
export function pluckString(name: PluckedName, pitch: number, hard: boolean): Float32Array {
  const settings: StringSettings = STRINGS[name]
  const frequency = hertz(pitch)
  const ring = settings.ringSeconds * 2 ** ((60 - pitch) / 30)
  const seconds = Math.min(SECONDS_MAX, ring * 1.1)
  const sample = new Float32Array(Math.round(seconds * SAMPLE_RATE))
  const damping = settings.damping * 0.5
  const period = SAMPLE_RATE / frequency - damping
  const whole = Math.floor(period - 0.3)
  const fraction = period - whole
  const tuning = (1 - fraction) / (1 + fraction)
  const loss = 10 ** (-3 / (frequency * ring))
  const line = excite(settings, whole, hard, pitch)
  let index = 0
  let previous = 0
  let allpassIn = 0
  let allpassOut = 0
  for (let i = 0; i < sample.length; i++) {
    const out = line[index] ?? 0
    sample[i] = out
    const damped = loss * ((1 - damping) * out + damping * previous)
    previous = out
    const tuned = tuning * damped + allpassIn - tuning * allpassOut
    allpassIn = damped
    allpassOut = tuned
    line[index] = tuned
    index = index + 1 === whole ? 0 : index + 1
  }
  if (settings.body > 0) addBody(sample, settings.body)
  return fadeEnd(sample)
}

function excite(
  settings: StringSettings,
  length: number,
  hard: boolean,
  pitch: number,
): Float32Array {
  const random = openRandom(pitch * 2 + (hard ? 1 : 0), 'pluck')
  const smoothing = Math.min(1, settings.brightness * (hard ? 1 : 0.62))
  const burst = new Float32Array(length)
  let low = 0
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 0; i < length; i++) {
      const source = pass === 0 ? random.next() * 2 - 1 : (burst[i] ?? 0)
      low += smoothing * (source - low)
      burst[i] = low
    }
  }
  const offset = Math.max(1, Math.round(length * settings.pluckPoint))
  const plucked = burst.map((value, i) => value - (burst[(i + length - offset) % length] ?? 0))
  const mean = plucked.reduce((sum, value) => sum + value, 0) / length
  const energy = Math.sqrt(plucked.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length)
  return plucked.map((value) => ((value - mean) * 0.32) / Math.max(1e-6, energy))
}

/** The wooden box: three low resonances added under the string. */
function addBody(sample: Float32Array, amount: number): void {
  for (const [frequency, gain] of [
    [105, 0.9],
    [208, 0.7],
    [410, 0.4],
  ] as const) {
    const g = Math.tan((Math.PI * frequency) / SAMPLE_RATE)
    const k = 0.14
    const a1 = 1 / (1 + g * (g + k))
    let s1 = 0
    let s2 = 0
    for (let i = 0; i < sample.length; i++) {
      const input = sample[i] ?? 0
      const v3 = input - s2
      const band = a1 * (s1 + g * v3)
      const low = s2 + g * band
      s1 = 2 * band - s1
      s2 = 2 * low - s2
      sample[i] = input + amount * gain * k * band
    }
  }
}

function fadeEnd(sample: Float32Array): Float32Array {
  const fade = Math.min(4000, sample.length)
  for (let i = 0; i < fade; i++) {
    const at = sample.length - 1 - i
    sample[at] = ((sample[at] ?? 0) * i) / fade
  }
  return sample
}
