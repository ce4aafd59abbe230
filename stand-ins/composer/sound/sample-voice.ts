import type { Note } from '../song.ts'
import { SAMPLE_RATE, type StereoAudio } from './stereo.ts'

export type NoteSampler = (pitch: number, hard: boolean) => Float32Array

const HARD_FROM = 0.6
const EAR_DELAY_FRAMES = 14

/** Keeps each pitch's sample for as long as a part is rendered. */
export function cacheSamples(make: NoteSampler): NoteSampler {
  const made = new Map<number, Float32Array>()
  return (pitch, hard) => {
    const key = pitch * 2 + (hard ? 1 : 0)
    const sample = made.get(key) ?? make(pitch, hard)
    made.set(key, sample)
    return sample
  }
}

/**
 * Adds one note from its sample, damped when its time is over. Low notes stand a little left and
 * high ones right, reaching the far ear a moment later, as from a keyboard or a fretboard.
 */
export function playSampleNote(
  audio: StereoAudio,
  note: Note,
  sampler: NoteSampler,
  releaseSeconds: number,
  width: number,
): void {
  const { left, right } = audio
  const sample = sampler(note.pitch, note.velocity >= HARD_FROM)
  const first = Math.round(note.start * SAMPLE_RATE)
  const held = Math.round(note.duration * SAMPLE_RATE)
  const released = Math.min(sample.length, held + Math.round(releaseSeconds * SAMPLE_RATE))
  const frames = Math.min(released, left.length - first - EAR_DELAY_FRAMES)
  const place = Math.max(-1, Math.min(1, ((note.pitch - 62) / 22) * width))
  const gain = note.velocity ** 1.2
  const gainLeft = gain * Math.cos(((place + 1) * Math.PI) / 4) * Math.SQRT2
  const gainRight = gain * Math.sin(((place + 1) * Math.PI) / 4) * Math.SQRT2
  const delayLeft = place > 0 ? EAR_DELAY_FRAMES : 0
  const delayRight = EAR_DELAY_FRAMES - delayLeft
  const fade = Math.exp(-6.9 / (releaseSeconds * SAMPLE_RATE))
  let level = 1
  for (let i = 0; i < frames; i++) {
    if (i > held) level *= fade
    const value = (sample[i] ?? 0) * level
    const l = first + i + delayLeft
    const r = first + i + delayRight
    left[l] = (left[l] ?? 0) + value * gainLeft
    right[r] = (right[r] ?? 0) + value * gainRight
  }
}
