import type { BassStyle } from '../genres/style.ts'
import type { Random } from '../seeded-random.ts'
import type { ChordSpan, Note, Section } from '../song.ts'
import type { Key } from '../song-wishes.ts'
import { scaleOf } from './chord-names.ts'
import type { Feel } from './feel.ts'
import { readBar } from './steps.ts'

/** Writes the bass under the chords by the style's patterns, always on the chord that sounds. */
export function writeBass(
  sections: readonly Section[],
  chords: readonly ChordSpan[],
  key: Key,
  style: BassStyle,
  feel: Feel,
  random: Random,
): Note[] {
  const notes: Note[] = []
  for (const section of sections) {
    if (section.energy < style.from && section.kind !== 'ending') continue
    const pattern =
      section.kind === 'ending'
        ? '1---------------'
        : section.energy < 0.75
          ? style.calm
          : style.full
    const sectionEnd = section.startBeat + section.beats
    for (let bar = 0; bar * 4 < section.beats; bar++) {
      if (section.kind === 'ending' && bar > 0) break
      for (const { beat, beats, sign } of readBar(pattern, bar)) {
        const startBeat = section.startBeat + bar * 4 + beat
        if (startBeat >= sectionEnd) continue
        const length = section.kind === 'ending' ? section.beats : beats
        const endBeat = Math.min(startBeat + length, sectionEnd)
        for (const chord of chords) {
          const from = Math.max(startBeat, chord.startBeat)
          const until = Math.min(endBeat, chord.startBeat + chord.beats)
          if (until - from < 0.1) continue
          const next = chords[chords.indexOf(chord) + 1] ?? chord
          const previous = notes.at(-1)?.pitch ?? style.low + 7
          const role = from > startBeat ? '1' : sign
          const pitch = bassPitch(role, from, chord, next, previous, key, style.low, random)
          const start = feel.played(from, 5)
          const accent = from % 1 === 0 ? 0.85 : 0.7
          notes.push({
            start,
            duration: Math.max(0.06, feel.at(until) - start - 0.015),
            pitch,
            velocity: feel.touch(accent * (0.8 + 0.2 * section.energy), 0.07),
          })
        }
      }
    }
  }
  return notes
}

function bassPitch(
  sign: string,
  beat: number,
  chord: ChordSpan,
  next: ChordSpan,
  previous: number,
  key: Key,
  low: number,
  random: Random,
): number {
  const root = lift(chord.root, low)
  const tone = (index: number) => lift(chord.pitchClasses[index] ?? chord.root, root)
  if (sign === '3') return tone(1)
  if (sign === '5') return tone(2)
  if (sign === '7') return tone(3)
  if (sign === '8') return root + 12
  if (sign === 'a') return approach(lift(next.root, low), key)
  if (sign === 'w') return walk(beat, chord, next, previous, key, low, random)
  return root
}

/** A walking line: the root on the chord's first beat, then by step or chord tone towards the next root. */
function walk(
  beat: number,
  chord: ChordSpan,
  next: ChordSpan,
  previous: number,
  key: Key,
  low: number,
  random: Random,
): number {
  if (beat - chord.startBeat < 0.5) return nearest(chord.root, previous, low, low + 16)
  const target = nearest(next.root, previous, low, low + 16)
  if (chord.startBeat + chord.beats - beat <= 1) return target + (previous > target ? 1 : -1)
  const direction =
    target === previous ? (random.chance(0.5) ? 1 : -1) : Math.sign(target - previous)
  const scale = scaleOf(key)
  const inReach = [1, 2, 3, 4, 5]
    .map((step) => previous + step * direction)
    .filter((pitch) => {
      const inKey = scale.includes((pitch - key.tonic + 120) % 12)
      const inChord = chord.pitchClasses.includes(pitch % 12)
      return pitch >= low && pitch <= low + 19 && (inChord || inKey)
    })
  return inReach.length > 0
    ? random.pick(inReach.slice(0, 3))
    : nearest(chord.root, previous, low, low + 16)
}

function approach(target: number, key: Key): number {
  const below = target - 1
  const inKey = scaleOf(key).includes((below - key.tonic + 120) % 12)
  return inKey ? below : target - 2
}

function lift(pitchClass: number, low: number): number {
  return low + ((pitchClass - (low % 12) + 12) % 12)
}

function nearest(pitchClass: number, previous: number, low: number, high: number): number {
  const first = lift(pitchClass, low)
  const options = [first, first + 12].filter((pitch) => pitch <= high)
  return options.reduce(
    (best, pitch) => (Math.abs(pitch - previous) < Math.abs(best - previous) ? pitch : best),
    first,
  )
}
