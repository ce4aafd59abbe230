import type { Layer } from '../genres/style.ts'
import type { ChordSpan, Note, Section } from '../song.ts'
import type { Feel } from './feel.ts'
import { readBar, type Step } from './steps.ts'
import { voiceChord } from './voicing.ts'

type VoicedSpan = ChordSpan & { voicing: readonly number[] }

const SIGN_VELOCITY: Record<string, number> = { X: 0.95, x: 0.75, d: 0.78, u: 0.58, o: 0.48 }

/** Writes one accompanying layer: chords struck, strummed, broken or held, voices led smoothly. */
export function writeLayer(
  sections: readonly Section[],
  chords: readonly ChordSpan[],
  layer: Layer,
  feel: Feel,
): Note[] {
  const voiced = voiceAll(chords, layer.low)
  const notes = sections.flatMap((section) => {
    if (section.energy < layer.from && section.kind !== 'ending') return []
    if (section.kind === 'ending') {
      const sustained = { beat: 0, beats: section.beats, sign: layer.strumMs > 0 ? 'd' : 'x' }
      return playStep(sustained, section, 0, voiced, layer, feel)
    }
    const pattern = section.energy < 0.75 ? layer.calm : layer.full
    const bars = Math.ceil(section.beats / 4)
    return Array.from({ length: bars }, (_, bar) =>
      readBar(pattern, bar).flatMap((step) => playStep(step, section, bar, voiced, layer, feel)),
    ).flat()
  })
  return layer.bus === 'pads' ? tieRepeats(notes) : notes
}

function voiceAll(chords: readonly ChordSpan[], low: number): VoicedSpan[] {
  let previous: readonly number[] | null = null
  return chords.map((chord) => {
    const voicing: readonly number[] = voiceChord(chord.pitchClasses, low, previous)
    previous = voicing
    return { ...chord, voicing }
  })
}

function playStep(
  step: Step,
  section: Section,
  bar: number,
  chords: readonly VoicedSpan[],
  layer: Layer,
  feel: Feel,
): Note[] {
  const startBeat = section.startBeat + bar * 4 + step.beat
  const endBeat = Math.min(startBeat + step.beats, section.startBeat + section.beats)
  return chords.flatMap((chord) => {
    const from = Math.max(startBeat, chord.startBeat)
    const until = Math.min(endBeat, chord.startBeat + chord.beats)
    if (until - from < 0.1) return []
    const voice = Number(step.sign)
    const single = Number.isInteger(voice)
    if (single && from > startBeat) return []
    const pitches = single ? [voiceAt(chord.voicing, voice)] : chord.voicing
    const ordered = step.sign === 'u' ? [...pitches].reverse() : pitches
    const velocity = (SIGN_VELOCITY[step.sign] ?? 0.68) * (0.72 + 0.28 * section.energy)
    const onset = feel.played(from, layer.strumMs > 0 ? 9 : 6)
    return ordered.map((pitch, i) => {
      const start = onset + (i * layer.strumMs) / 1000
      return {
        start,
        duration: Math.max(0.08, feel.at(until) - start),
        pitch,
        velocity: feel.touch(velocity * (step.sign === 'u' ? 1 - i * 0.06 : 1), 0.08),
      }
    })
  })
}

/** The nth voice from below, counting on into the next octave above the chord's last. */
function voiceAt(voicing: readonly number[], number: number): number {
  const index = number - 1
  const base = voicing[index % voicing.length] ?? 60
  return base + 12 * Math.floor(index / voicing.length)
}

/** Holds a pitch that the next chord keeps, as a player would, instead of striking it again. */
function tieRepeats(notes: readonly Note[]): Note[] {
  const tied: Note[] = []
  const sounding = new Map<number, Note>()
  for (const note of notes) {
    const held = sounding.get(note.pitch)
    const gap = held ? note.start - (held.start + held.duration) : Number.POSITIVE_INFINITY
    if (held && gap < 0.05 && held.duration < 12) {
      held.duration = note.start + note.duration - held.start
    } else {
      const started = { ...note }
      sounding.set(note.pitch, started)
      tied.push(started)
    }
  }
  return tied
}
