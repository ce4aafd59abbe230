import { openRandom } from '../seeded-random.ts'
import { hertz, SAMPLE_RATE } from './stereo.ts'
import { SINE, TABLE_SIZE } from './wavetables.ts'

/** Partials of a struck body: frequency ratio, loudness, seconds to fall by 60 dB. */
type Partials = readonly (readonly [ratio: number, gain: number, seconds: number])[]

const VIBRAPHONE: Partials = [
  [1, 1, 3.2],
  [3.98, 0.28, 0.9],
  [9.9, 0.08, 0.25],
]
const BELL: Partials = [
  [0.5, 0.25, 3.5],
  [1, 1, 3.2],
  [1.19, 0.3, 2.2],
  [2.01, 0.5, 2],
  [2.74, 0.3, 1.3],
  [3.76, 0.2, 0.9],
  [5.42, 0.12, 0.5],
]

export const STRUCK = {
  piano: (pitch: number, hard: boolean) => strikePiano(pitch, hard ? 0.95 : 1.5, 1),
  'house piano': (pitch: number, hard: boolean) => strikePiano(pitch, hard ? 0.7 : 1, 0.6),
  'felt piano': (pitch: number, hard: boolean) => strikePiano(pitch, hard ? 1.9 : 2.4, 0.9),
  'low piano': (pitch: number, hard: boolean) => strikePiano(pitch, hard ? 1.1 : 1.5, 1),
  'electric piano': strikeElectricPiano,
  vibraphone: (pitch: number, hard: boolean) => strikePartials(pitch, VIBRAPHONE, hard ? 1 : 0.5),
  bell: (pitch: number, hard: boolean) => strikePartials(pitch, BELL, hard ? 1 : 0.6),
} as const satisfies Record<string, (pitch: number, hard: boolean) => Float32Array>

const SECONDS_MAX = 4.5

/** Strings a little sharp of harmonic, doubled a fraction of a cent apart so that they beat and sing. */
function strikePiano(pitch: number, softness: number, sustain: number): Float32Array {
  const frequency = hertz(pitch)
  const ring = Math.min(SECONDS_MAX, sustain * 7 * 2 ** (-(pitch - 40) / 22) + 0.5)
  const sample = new Float32Array(Math.round(ring * SAMPLE_RATE))
  const stretch = 0.00025 * 2 ** ((pitch - 48) / 16)
  for (let n = 1; n <= 28; n++) {
    const partial = frequency * n * Math.sqrt(1 + stretch * n * n)
    if (partial > 11000) break
    const strikePoint = Math.abs(Math.sin(Math.PI * n * 0.123)) + 0.12
    const gain = (0.5 * strikePoint) / n ** softness
    const seconds = ring / (1 + 0.22 * (n - 1))
    addPartial(sample, partial * 0.99985, gain, seconds, n * 0.7)
    if (n <= 7) addPartial(sample, partial * 1.00022, gain * 0.55, seconds * 0.55, n * 1.9)
  }
  addHammer(sample, pitch, 0.1 / softness)
  return sample
}

function strikePartials(pitch: number, partials: Partials, hardness: number): Float32Array {
  const frequency = hertz(pitch)
  const sample = new Float32Array(Math.round(3.2 * SAMPLE_RATE))
  for (const [ratio, gain, seconds] of partials) {
    if (frequency * ratio > 14000) continue
    const softened = ratio > 1 ? gain * hardness : gain
    addPartial(sample, frequency * ratio, softened * 0.5, seconds, 0)
  }
  return sample
}

/** A tine and a tone bar: a sine bent by its own octave-free copy, and a high ping that dies at once. */
function strikeElectricPiano(pitch: number, hard: boolean): Float32Array {
  const frequency = hertz(pitch)
  const seconds = Math.min(3.6, 3.6 * 2 ** (-(pitch - 48) / 30))
  const sample = new Float32Array(Math.round(seconds * SAMPLE_RATE))
  const step = (frequency / SAMPLE_RATE) * TABLE_SIZE
  const mask = TABLE_SIZE - 1
  const fade = Math.exp(-6.9 / sample.length)
  const bendFade = Math.exp(-1 / (0.55 * SAMPLE_RATE))
  const pingFade = Math.exp(-1 / (0.07 * SAMPLE_RATE))
  const pingRatio = frequency * 14 < 12000 ? 14 : 7
  let level = 0.5
  let bend = (hard ? 1.5 : 0.75) * (TABLE_SIZE / (2 * Math.PI))
  let ping = hard ? 0.1 : 0.035
  for (let i = 0; i < sample.length; i++) {
    const phase = step * i
    const bent = phase + bend * (SINE[(phase | 0) & mask] ?? 0) + 4 * TABLE_SIZE
    const tone = SINE[bent & mask] ?? 0
    const tine = SINE[((phase * pingRatio) | 0) & mask] ?? 0
    sample[i] = level * tone + ping * tine
    level *= fade
    bend *= bendFade
    ping *= pingFade
  }
  return softenStart(sample)
}

/** Adds one decaying sine by a two-term recursion, down to −80 dB. */
function addPartial(
  sample: Float32Array,
  frequency: number,
  gain: number,
  seconds: number,
  phase: number,
): void {
  const radius = Math.exp(-6.9 / (seconds * SAMPLE_RATE))
  const angle = (2 * Math.PI * frequency) / SAMPLE_RATE
  const feedback = 2 * radius * Math.cos(angle)
  const decay = radius * radius
  const length = Math.min(sample.length, Math.round(seconds * 1.33 * SAMPLE_RATE))
  let previous = gain * Math.sin(phase - angle)
  let before = gain * Math.sin(phase - 2 * angle)
  for (let i = 0; i < length; i++) {
    const value = feedback * previous - decay * before
    before = previous
    previous = value
    sample[i] = (sample[i] ?? 0) + value
  }
}

function addHammer(sample: Float32Array, pitch: number, gain: number): void {
  const random = openRandom(pitch, 'hammer')
  let smoothed = 0
  for (let i = 0; i < 900; i++) {
    smoothed += 0.15 * (random.next() * 2 - 1 - smoothed)
    sample[i] = (sample[i] ?? 0) + gain * smoothed * Math.exp(-i / 220)
  }
  softenStart(sample)
}

function softenStart(sample: Float32Array): Float32Array {
  for (let i = 0; i < 48; i++) sample[i] = ((sample[i] ?? 0) * i) / 48
  return sample
}
