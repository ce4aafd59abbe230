import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

/** Effects of one instrument, in this order: low cut, drive, high cut, chorus, tremolo. */
export type Inserts = {
  lowCutHertz: number
  /** Gain into a soft clipper; 1 or less is clean. */
  drive?: number
  highCutHertz?: number
  /** Depth 0 to 1. */
  chorus?: number
  tremolo?: number
}

export function applyInserts({ left, right }: StereoAudio, inserts: Inserts): void {
  for (const channel of [left, right]) {
    cutLows(channel, inserts.lowCutHertz)
    if (inserts.drive) saturate(channel, inserts.drive)
    if (inserts.highCutHertz) cutHighs(channel, inserts.highCutHertz)
  }
  if (inserts.chorus) {
    thicken(left, inserts.chorus, 0)
    thicken(right, inserts.chorus, Math.PI / 2)
  }
  if (inserts.tremolo) sway(left, right, inserts.tremolo)
}

/** Far below hearing: keeps filters out of denormal numbers, which are slow, when the music rests. */
export const WHISPER = 1e-15

/** A second-order high-pass (Butterworth), in place. */
export function cutLows(channel: Float32Array, cutoffHertz: number): void {
  const g = Math.tan((Math.PI * cutoffHertz) / SAMPLE_RATE)
  const k = Math.SQRT2
  const a1 = 1 / (1 + g * (g + k))
  let s1 = 0
  let s2 = 0
  for (let i = 0; i < channel.length; i++) {
    const input = (channel[i] ?? 0) + WHISPER
    const band = a1 * (s1 + g * (input - s2))
    const low = s2 + g * band
    s1 = 2 * band - s1
    s2 = 2 * low - s2
    channel[i] = input - k * band - low
  }
}

function cutHighs(channel: Float32Array, cutoffHertz: number): void {
  const g = Math.tan((Math.PI * cutoffHertz) / SAMPLE_RATE)
  const a1 = 1 / (1 + g * (g + Math.SQRT2))
  let s1 = 0
  let s2 = 0
  for (let i = 0; i < channel.length; i++) {
    const band = a1 * (s1 + g * ((channel[i] ?? 0) + WHISPER - s2))
    const low = s2 + g * band
    s1 = 2 * band - s1
    s2 = 2 * low - s2
    channel[i] = low
  }
}

/** A soft clipper: a rational curve close to tanh that never leaves ±1. */
export function saturate(channel: Float32Array, drive: number): void {
  const trim = 1 / Math.sqrt(drive)
  for (let i = 0; i < channel.length; i++) {
    const x = Math.max(-3, Math.min(3, (channel[i] ?? 0) * drive))
    channel[i] = (trim * x * (27 + x * x)) / (27 + 9 * x * x)
  }
}

const CHORUS_FRAMES = 2048
const chorusLine = new Float32Array(CHORUS_FRAMES)

function thicken(channel: Float32Array, depth: number, phase: number): void {
  chorusLine.fill(0)
  const mask = CHORUS_FRAMES - 1
  const turn = (2 * Math.PI * 0.7) / SAMPLE_RATE
  let delay = 0
  let slope = 0
  for (let i = 0; i < channel.length; i++) {
    if ((i & 63) === 0) {
      const now = 700 + 260 * Math.sin(turn * i + phase)
      const then = 700 + 260 * Math.sin(turn * (i + 64) + phase)
      delay = now
      slope = (then - now) / 64
    }
    const input = channel[i] ?? 0
    chorusLine[i & mask] = input
    const whole = delay | 0
    const fraction = delay - whole
    const near = chorusLine[(i - whole) & mask] ?? 0
    const far = chorusLine[(i - whole - 1) & mask] ?? 0
    channel[i] = input + depth * (near + (far - near) * fraction)
    delay += slope
  }
}

function sway(left: Float32Array, right: Float32Array, depth: number): void {
  const turn = (2 * Math.PI * 4.4) / SAMPLE_RATE
  for (let from = 0; from < left.length; from += 64) {
    const swing = depth * Math.sin(turn * from)
    const until = Math.min(left.length, from + 64)
    for (let i = from; i < until; i++) {
      left[i] = (left[i] ?? 0) * (1 + swing)
      right[i] = (right[i] ?? 0) * (1 - swing)
    }
  }
}
