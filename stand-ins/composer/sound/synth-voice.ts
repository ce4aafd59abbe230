import type { Random } from '../seeded-random.ts'
import type { Note } from '../song.ts'
import { hertz, SAMPLE_RATE, type StereoAudio } from './stereo.ts'
import { SINE, TABLE_SIZE, type Wave, waveTable } from './wavetables.ts'

/** A subtractive synthesiser's settings: times in seconds, levels 0 to 1. */
export type SynthPatch = {
  wave: Wave
  /** Detuned copies of the wave, spread over the stereo field. */
  voices: number
  detuneCents: number
  spread: number
  /** A sine at the note's own pitch (or an octave below), under the wave. */
  sub: number
  subOctave: 0 | -1
  breath: number
  attack: number
  decay: number
  sustain: number
  /** Time for the tail to fall by 60 dB. */
  release: number
  cutoffHertz: number
  /** How far the cutoff follows the pitch: 0 fixed, 1 fully. */
  keyTracking: number
  /** How many octaves the filter opens at the start of a note, and how fast it closes again. */
  openOctaves: number
  openDecay: number
  resonance: number
  vibratoCents: number
  /** The note begins this many semitones higher and falls to its pitch. */
  dropSemitones: number
}

const BLOCK = 64
const VIBRATO_HERTZ = 5.3
const MIDDLE_C_HERTZ = 261.6

const blockLeft = new Float32Array(BLOCK)
const blockRight = new Float32Array(BLOCK)

/** Adds one note to the audio: detuned waves and sub through a resonant low-pass, shaped by envelopes. */
export function playSynthNote(
  audio: StereoAudio,
  note: Note,
  patch: SynthPatch,
  brightness: number,
  random: Random,
): void {
  const { left, right } = audio
  const first = Math.round(note.start * SAMPLE_RATE)
  const held = Math.max(note.duration, patch.attack * 0.8)
  const frames = Math.min(left.length - first, Math.round((held + patch.release) * SAMPLE_RATE))
  const frequency = hertz(note.pitch)
  const table = waveTable(patch.wave, frequency)
  const stereo = patch.voices > 1 && patch.spread > 0
  const phases = Array.from({ length: patch.voices }, () => random.next() * TABLE_SIZE)
  let subPhase = 0
  const loudness = note.velocity ** 1.3 / Math.sqrt(patch.voices)
  const tracked = (frequency / MIDDLE_C_HERTZ) ** patch.keyTracking
  const baseCutoff = patch.cutoffHertz * tracked * brightness * 2 ** ((note.velocity - 0.75) * 1.6)
  const damping = 2 - 1.9 * patch.resonance
  let l1 = 0
  let l2 = 0
  let r1 = 0
  let r2 = 0
  let level = 0
  for (let offset = 0; offset < frames; offset += BLOCK) {
    const count = Math.min(BLOCK, frames - offset)
    const time = offset / SAMPLE_RATE
    const nextLevel = loudness * envelope(patch, time + BLOCK / SAMPLE_RATE, held)
    const vibrato = patch.vibratoCents * Math.min(1, Math.max(0, (time - 0.18) * 3))
    const wobble = vibrato * Math.sin(2 * Math.PI * VIBRATO_HERTZ * time + note.pitch)
    const drop = patch.dropSemitones === 0 ? 0 : patch.dropSemitones * 100 * Math.exp(-time / 0.025)
    const increment = ((frequency * 2 ** ((wobble + drop) / 1200)) / SAMPLE_RATE) * TABLE_SIZE
    blockLeft.fill(0)
    if (stereo) blockRight.fill(0)
    for (let voice = 0; voice < patch.voices; voice++) {
      const place = patch.voices === 1 ? 0 : (2 * voice) / (patch.voices - 1) - 1
      const step = increment * 2 ** ((place * patch.detuneCents) / 1200)
      const angle = ((place * patch.spread + 1) * Math.PI) / 4
      const gainLeft = stereo ? Math.cos(angle) * Math.SQRT2 : 1
      const gainRight = Math.sin(angle) * Math.SQRT2
      phases[voice] = addWave(
        table,
        phases[voice] ?? 0,
        step,
        count,
        gainLeft,
        stereo ? gainRight : 0,
      )
    }
    if (patch.sub > 0) {
      const gain = patch.sub * Math.sqrt(patch.voices)
      const step = patch.subOctave === 0 ? increment : increment / 2
      subPhase = addWave(SINE, subPhase, step, count, gain, stereo ? gain : 0)
    }
    if (patch.breath > 0) {
      for (let i = 0; i < count; i++) {
        blockLeft[i] = (blockLeft[i] ?? 0) + patch.breath * (random.next() - 0.5)
      }
    }
    const opening = patch.openOctaves * Math.exp(-time / patch.openDecay)
    const cutoff = Math.min(16000, Math.max(40, baseCutoff * 2 ** opening))
    const g = Math.tan((Math.PI * cutoff) / SAMPLE_RATE)
    const a1 = 1 / (1 + g * (g + damping))
    const a2 = g * a1
    const a3 = g * a2
    const slope = (nextLevel - level) / BLOCK
    const from = first + offset
    for (let i = 0; i < count; i++) {
      const v3 = (blockLeft[i] ?? 0) - l2
      const v1 = a1 * l1 + a2 * v3
      const v2 = l2 + a2 * l1 + a3 * v3
      l1 = 2 * v1 - l1
      l2 = 2 * v2 - l2
      level += slope
      const sounded = v2 * level
      left[from + i] = (left[from + i] ?? 0) + sounded
      if (!stereo) right[from + i] = (right[from + i] ?? 0) + sounded
    }
    if (stereo) {
      level -= slope * count
      for (let i = 0; i < count; i++) {
        const v3 = (blockRight[i] ?? 0) - r2
        const v1 = a1 * r1 + a2 * v3
        const v2 = r2 + a2 * r1 + a3 * v3
        r1 = 2 * v1 - r1
        r2 = 2 * v2 - r2
        level += slope
        right[from + i] = (right[from + i] ?? 0) + v2 * level
      }
    }
    level = nextLevel
  }
}

function addWave(
  table: Float32Array,
  startPhase: number,
  step: number,
  count: number,
  gainLeft: number,
  gainRight: number,
): number {
  let phase = startPhase
  for (let i = 0; i < count; i++) {
    const index = phase | 0
    const value = table[index] ?? 0
    const sample = value + ((table[index + 1] ?? 0) - value) * (phase - index)
    blockLeft[i] = (blockLeft[i] ?? 0) + sample * gainLeft
    if (gainRight !== 0) blockRight[i] = (blockRight[i] ?? 0) + sample * gainRight
    phase += step
    if (phase >= TABLE_SIZE) phase -= TABLE_SIZE
  }
  return phase
}

function envelope(patch: SynthPatch, time: number, held: number): number {
  const sounding = Math.min(time, held)
  const level =
    sounding < patch.attack
      ? sounding / patch.attack
      : patch.sustain + (1 - patch.sustain) * Math.exp(-(sounding - patch.attack) / patch.decay)
  return time <= held ? level : level * Math.exp((-6.9 * (time - held)) / patch.release)
}
