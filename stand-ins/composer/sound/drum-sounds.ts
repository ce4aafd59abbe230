import { openRandom } from '../seeded-random.ts'
import { SAMPLE_RATE } from './stereo.ts'

/** A struck skin: a sine that falls from a high pitch to its own, with a click in front. */
export type SkinSettings = {
  hertz: number
  sweepOctaves: number
  sweepSeconds: number
  seconds: number
  click: number
  drive: number
}

export function strikeSkin(settings: SkinSettings): Float32Array {
  const sample = blank(settings.seconds * 1.4)
  const random = openRandom(Math.round(settings.hertz), 'skin')
  const fade = -1 / ((settings.seconds / 4) * SAMPLE_RATE)
  const sweep = -1 / (settings.sweepSeconds * SAMPLE_RATE)
  let phase = 0
  let low = 0
  for (let i = 0; i < sample.length; i++) {
    const pitch = settings.hertz * 2 ** (settings.sweepOctaves * Math.exp(i * sweep))
    phase += (2 * Math.PI * pitch) / SAMPLE_RATE
    low += 0.5 * (random.next() * 2 - 1 - low)
    const click = settings.click * low * Math.exp(-i / 120)
    const body = Math.sin(phase) * Math.exp(i * fade)
    sample[i] = Math.tanh((body + click) * settings.drive) / Math.tanh(settings.drive)
  }
  return closeEnds(sample)
}

/** A snare: two tuned modes of the head under a band of noise from the wires. */
export type SnareSettings = {
  hertz: number
  toneSeconds: number
  noiseSeconds: number
  tone: number
  noise: number
  lowHertz: number
  highHertz: number
  /** Cuts the tail off at this time, as a gate does; 0 leaves it whole. */
  gateSeconds: number
}

export function strikeSnare(settings: SnareSettings, take: number): Float32Array {
  const gated = settings.gateSeconds > 0
  const sample = blank(gated ? settings.gateSeconds + 0.02 : settings.noiseSeconds * 1.8)
  const noise = bandNoise(sample.length, settings.lowHertz, settings.highHertz, take)
  const toneFade = -6.9 / (settings.toneSeconds * SAMPLE_RATE)
  const noiseFade = -6.9 / (settings.noiseSeconds * SAMPLE_RATE)
  const turn = (2 * Math.PI * settings.hertz) / SAMPLE_RATE
  for (let i = 0; i < sample.length; i++) {
    const bend = 40 * (1 - Math.exp(-i / 400))
    const head = Math.sin(turn * (i + bend)) + 0.55 * Math.sin(turn * 1.63 * i + 1)
    const wires = (noise[i] ?? 0) * (Math.exp(i * noiseFade) * 0.8 + 0.5 * Math.exp(-i / 180))
    const tone = settings.tone * head * Math.exp(i * toneFade)
    sample[i] = Math.tanh(1.3 * (tone + settings.noise * wires))
  }
  return closeEnds(sample, gated ? 700 : 64)
}

/** Hands a few milliseconds apart, then the room. */
export function clapHands(seconds: number, take: number): Float32Array {
  const sample = blank(seconds * 1.5)
  const noise = bandNoise(sample.length, 900, 5200, take + 40)
  for (let i = 0; i < sample.length; i++) {
    const time = i / SAMPLE_RATE
    const bursts = [0, 0.011, 0.021].reduce(
      (sum, at) => (time >= at ? sum + Math.exp(-(time - at) * 320) : sum),
      0,
    )
    const room = time > 0.026 ? 0.75 * Math.exp((-6.9 * (time - 0.026)) / seconds) : 0
    sample[i] = 0.8 * (noise[i] ?? 0) * (bursts + room)
  }
  return closeEnds(sample)
}

/** Metal: six square-like tones out of tune with each other and noise, above `lowHertz`. */
export function strikeMetal(
  seconds: number,
  lowHertz: number,
  ring: number,
  take: number,
): Float32Array {
  const sample = blank(seconds * 1.2)
  const noise = bandNoise(sample.length, lowHertz, 15500, take + 80)
  const modes = [2.0, 3.1, 4.16, 5.43, 6.79, 8.21].map((ratio) => ratio * 540 * (1 + take * 0.004))
  const phases = modes.map((_, i) => i * 0.13)
  const metal = new Float32Array(sample.length)
  for (const [m, frequency] of modes.entries()) {
    let phase = phases[m] ?? 0
    const step = frequency / SAMPLE_RATE
    for (let i = 0; i < metal.length; i++) {
      phase += step
      if (phase >= 1) phase -= 1
      metal[i] = (metal[i] ?? 0) + (phase < 0.5 ? 0.28 : -0.28)
    }
  }
  highPass(metal, lowHertz)
  const fade = -6.9 / (seconds * SAMPLE_RATE)
  for (let i = 0; i < sample.length; i++) {
    const stick = 1 + 0.8 * Math.exp(-i / 90)
    sample[i] =
      0.6 * stick * (ring * (metal[i] ?? 0) + (1 - ring) * (noise[i] ?? 0)) * Math.exp(i * fade)
  }
  return closeEnds(sample)
}

/** Seeds in a box: noise that swells for a moment before it falls. */
export function shakeSeeds(seconds: number, lowHertz: number, take: number): Float32Array {
  const sample = blank(seconds)
  const noise = bandNoise(sample.length, lowHertz, 12000, take + 120)
  const rise = 0.35 * sample.length
  for (let i = 0; i < sample.length; i++) {
    const swell =
      i < rise ? (i / rise) ** 2 : Math.exp((-4.5 * (i - rise)) / (sample.length - rise))
    sample[i] = 0.7 * (noise[i] ?? 0) * swell
  }
  return closeEnds(sample)
}

/** A stick on the rim or a block: two short high modes. */
export function tapRim(hertz: number): Float32Array {
  const sample = blank(0.09)
  const turn = (2 * Math.PI * hertz) / SAMPLE_RATE
  for (let i = 0; i < sample.length; i++) {
    const body =
      Math.sin(turn * i) + 0.6 * Math.sin(turn * 1.48 * i) + 0.3 * Math.sin(turn * 2.6 * i)
    sample[i] = 0.55 * body * Math.exp(-i / 420)
  }
  return closeEnds(sample, 24)
}

/** Noise that rises for two seconds and stops on the bar line. */
export function riseNoise(): Float32Array {
  const sample = blank(2)
  const random = openRandom(7, 'riser')
  let low = 0
  let band = 0
  for (let i = 0; i < sample.length; i++) {
    const place = i / sample.length
    const f = 2 * Math.sin((Math.PI * (300 * 2 ** (place * 4.4))) / SAMPLE_RATE)
    low += f * band
    band += f * (random.next() * 2 - 1 - low - 0.6 * band)
    sample[i] = 0.22 * band * place ** 2.2
  }
  return closeEnds(sample, 500)
}

export function bandNoise(
  length: number,
  lowHertz: number,
  highHertz: number,
  take: number,
): Float32Array {
  const random = openRandom(take, 'noise')
  const noise = new Float32Array(length)
  const smoothing = 1 - Math.exp((-2 * Math.PI * highHertz) / SAMPLE_RATE)
  let low = 0
  for (let i = 0; i < length; i++) {
    low += smoothing * (random.next() * 2 - 1 - low)
    noise[i] = low
  }
  highPass(noise, lowHertz)
  return noise
}

function highPass(channel: Float32Array, hertz: number): void {
  const smoothing = 1 - Math.exp((-2 * Math.PI * hertz) / SAMPLE_RATE)
  let low = 0
  let lower = 0
  for (let i = 0; i < channel.length; i++) {
    const value = channel[i] ?? 0
    low += smoothing * (value - low)
    const once = value - low
    lower += smoothing * (once - lower)
    channel[i] = once - lower
  }
}

function blank(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * SAMPLE_RATE))
}

function closeEnds(sample: Float32Array, fade = 64): Float32Array {
  for (let i = 0; i < fade && i < sample.length; i++) {
    const at = sample.length - 1 - i
    sample[at] = ((sample[at] ?? 0) * i) / fade
  }
  return sample
}
