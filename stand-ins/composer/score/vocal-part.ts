import { openRandom, type Random } from '../seeded-random.ts'
import type { ChordSpan, Section, SungNote } from '../song.ts'
import type { Key } from '../song-wishes.ts'
import type { Feel } from './feel.ts'
import { chordAt, ladderOf, nearestChordTone, stepFrom } from './pitch-ladder.ts'

/** Gaps between syllables in beats, from the broadest to the quickest; a line takes the broadest that fits. */
const RHYTHMS: readonly (readonly (readonly number[])[])[] = [
  [
    [1, 1, 0.5, 0.5],
    [1, 0.5, 0.5, 1],
    [1.5, 0.5, 1, 1],
  ],
  [
    [0.5, 0.5, 1],
    [1, 0.5, 0.5],
    [0.5, 1, 0.5, 0.5],
  ],
  [
    [0.5, 0.5, 0.5, 0.5, 0.5, 1],
    [0.5, 0.5, 0.5, 0.75, 0.25],
    [0.75, 0.25, 0.5, 0.5],
  ],
  [
    [0.5, 0.25, 0.25, 0.5],
    [0.25, 0.25, 0.5],
  ],
  [[0.25]],
]
const LINE_SHAPES: readonly (readonly number[])[] = [
  [0, 1, 2, 2, 1, 0],
  [2, 2, 1, 0, 1, -1],
  [0, 0, 1, 3, 2, 1],
  [3, 2, 2, 1, 0, 0],
  [0, 2, 1, 2, 3, 2],
]
const BREATH_BEATS = 1.25
const HARMONY_LEVEL = 0.62

/**
 * Sings the lyrics: one note to a syllable, a breath after each line, every verse on the same tune,
 * the chorus higher and, from its second time, in two voices.
 */
export function writeVocals(
  sections: readonly Section[],
  chords: readonly ChordSpan[],
  key: Key,
  centre: number,
  feel: Feel,
  seed: number,
): SungNote[] {
  const ladder = ladderOf(key, false)
  return sections.flatMap((section) => {
    const lineBeats = section.beats / Math.max(1, section.lines.length)
    const lift = section.kind === 'chorus' ? 4 : section.kind === 'bridge' ? 2 : 0
    return section.lines.flatMap((syllables, line) => {
      const tune = openRandom(seed, `tune ${section.kind} ${line % 4}`)
      const shape = LINE_SHAPES[(seed + (SHAPE_ORDER[line % 4] ?? 0)) % LINE_SHAPES.length] ?? []
      const startBeat = section.startBeat + line * lineBeats
      const onsets = placeSyllables(syllables.length, lineBeats, tune)
      const last = line === section.lines.length - 1
      const notes: SungNote[] = onsets.map(({ beat, beats }, i) => {
        const chord = chordAt(chords, startBeat + beat)
        const place = Math.floor((i / onsets.length) * shape.length)
        const base = nearestChordTone(chordAt(chords, startBeat), centre + lift, 3)
        const wanted = stepFrom(ladder, base, (shape[place] ?? 0) + tune.pick([0, 0, 0, 1, -1]))
        const final = i === onsets.length - 1
        const leaning = final || beats >= 0.9 || beat % 2 === 0
        const pitch = leaning ? nearestChordTone(chord, wanted, final && last ? 2 : 3) : wanted
        const start = feel.played(startBeat + beat, 10)
        const syllable = syllables[i]
        if (!syllable) throw new RangeError('A syllable has one onset')
        return {
          start,
          duration: feel.at(startBeat + beat + beats) - start,
          pitch,
          velocity: feel.touch(
            (beat % 1 === 0 ? 0.85 : 0.72) * (0.75 + 0.25 * section.energy),
            0.06,
          ),
          syllable,
          legato: i > 0,
        }
      })
      const harmonised = section.kind === 'chorus' && section.repeat > 0
      return harmonised ? [...notes, ...notes.map((note) => harmonise(note, ladder))] : notes
    })
  })
}

const SHAPE_ORDER: readonly number[] = [0, 1, 0, 3]

function placeSyllables(count: number, windowBeats: number, tune: Random) {
  const pickup = tune.pick([0, 0, 0.5, 1])
  const room = windowBeats - BREATH_BEATS
  const spans = RHYTHMS.map((family) => {
    const gaps = tune.pick(family)
    const starts = Array.from({ length: count }, (_, i) =>
      Array.from({ length: i }, (_, j) => gaps[j % gaps.length] ?? 0.5).reduce((a, b) => a + b, 0),
    )
    return starts
  })
  const fits = spans.find((starts) => (starts.at(-1) ?? 0) + pickup <= room)
  const tightest = spans.at(-1) ?? []
  const squeeze = Math.min(1, room / Math.max(0.25, tightest.at(-1) ?? 0))
  const starts = fits
    ? fits.map((start) => start + pickup)
    : tightest.map((start) => start * squeeze)
  return starts.map((beat, i) => {
    const next = starts[i + 1]
    const beats = next === undefined ? Math.min(2.5, windowBeats - beat - 0.3) : next - beat
    return { beat, beats: Math.max(0.15, beats) }
  })
}

function harmonise(note: SungNote, ladder: readonly number[]): SungNote {
  return {
    ...note,
    start: note.start + 0.012,
    pitch: stepFrom(ladder, note.pitch, 2),
    velocity: note.velocity * HARMONY_LEVEL,
  }
}
