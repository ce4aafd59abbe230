import type { LeadStyle } from '../genres/style.ts'
import { openRandom, type Random } from '../seeded-random.ts'
import type { ChordSpan, Note, Section } from '../song.ts'
import type { Key } from '../song-wishes.ts'
import type { Feel } from './feel.ts'
import { chordAt, ladderOf, nearestChordTone, stepFrom } from './pitch-ladder.ts'

/** A bar of melody: rhythm in beats, pitch in scale steps from the bar's anchor. */
type Motif = readonly { beat: number; beats: number; step: number }[]

/**
 * Writes the lead: each kind of section has a theme of one motif, restated on the next chord, turned
 * and closed by a cadence; repeats keep the theme and ornament it. It rests where a voice sings.
 */
export function writeLead(
  sections: readonly Section[],
  chords: readonly ChordSpan[],
  key: Key,
  style: LeadStyle,
  feel: Feel,
  seed: number,
): Note[] {
  const ladder = ladderOf(key, style.pentatonic)
  const notes = sections.flatMap((section) => {
    if (section.lines.length > 0) return []
    if (section.kind === 'ending') return closeSong(section, chords, style, feel)
    if (section.energy < style.from && section.kind !== 'intro' && section.kind !== 'outro')
      return []
    const hook = section.kind === 'intro' || section.kind === 'outro' || section.kind === 'break'
    const theme = hook ? 'chorus' : section.kind
    const motifs = writeMotifs(openRandom(seed, `theme ${theme}`), style.busy, theme === 'chorus')
    const ornaments = openRandom(seed, `ornaments ${section.startBeat}`)
    const lift = theme === 'chorus' && !hook ? 4 : section.kind === 'break' ? 5 : 0
    const sparse = section.kind === 'intro' || section.kind === 'outro'
    const bars = Math.ceil(section.beats / 4)
    return Array.from({ length: bars }, (_, bar) => {
      if (sparse && (bar % 2 === 1 || (section.kind === 'intro' && bar === 0 && bars > 2)))
        return []
      const motif = shapeBar(motifs, bar, bars)
      const anchor = style.centre + lift + (CONTOUR[bar % CONTOUR.length] ?? 0)
      const decorated =
        section.repeat > 0 || section.kind === 'break' ? ornament(motif, ornaments) : motif
      return playMotif(decorated, section, bar, anchor, chords, ladder, feel, bar === bars - 1)
    }).flat()
  })
  return notes.sort((a, b) => a.start - b.start)
}

const CONTOUR: readonly number[] = [0, 2, 4, 0, 2, 5, 3, -2]

type Motifs = { statement: Motif; turn: Motif; cadence: Motif }

function writeMotifs(random: Random, busy: number, catchy: boolean): Motifs {
  const statement = writeMotif(random, busy)
  const turned = statement.map((note, i) => ({ ...note, step: -note.step + (i % 2) }))
  const fresh = writeMotif(random, Math.min(1, busy + 0.15))
  const turn = catchy
    ? [...statement.filter(({ beat }) => beat < 2), ...fresh.filter(({ beat }) => beat >= 2)]
    : turned
  const opening = statement.filter(({ beat }) => beat < 1.5)
  const cadence = [
    ...opening.map((note) => ({ ...note, beats: Math.min(note.beats, 2 - note.beat) })),
    { beat: 2, beats: 1.75, step: 0 },
  ]
  return { statement, turn, cadence }
}

const CELLS: readonly (readonly number[])[] = [
  [],
  [0],
  [0],
  [0, 0.5],
  [0.5],
  [0, 0.5],
  [0, 0.75],
  [0, 0.25, 0.5],
  [0, 0.5, 0.75],
]

function writeMotif(random: Random, busy: number): Motif {
  const onsets = [0, 1, 2, 3].flatMap((beat) => {
    const reach = Math.max(2, Math.round(CELLS.length * (0.3 + 0.7 * busy)))
    const cell = beat === 0 ? [0] : (CELLS[random.below(reach)] ?? [])
    return cell.map((offset) => beat + offset)
  })
  if (onsets.length === 1) onsets.push(random.pick([1.5, 2, 2.5]))
  let step = random.pick([0, 0, 2, -1])
  let leapt = 0
  return onsets.map((beat, i) => {
    const note = { beat, beats: Math.min(2, (onsets[i + 1] ?? 4) - beat) * 0.94, step }
    const move = leapt !== 0 ? -Math.sign(leapt) : random.pick([1, 1, -1, -1, 2, -2, 0, 3, -3])
    leapt = Math.abs(move) >= 2 ? move : 0
    step = Math.max(-4, Math.min(5, step + move))
    return note
  })
}

function shapeBar({ statement, turn, cadence }: Motifs, bar: number, bars: number): Motif {
  if (bar === bars - 1 || bar % 4 === 3) return cadence
  return bar % 4 === 2 ? turn : statement
}

/** Splits a long note into a small turn, or adds a passing note: a repeat is never a copy. */
function ornament(motif: Motif, random: Random): Motif {
  return motif.flatMap((note) => {
    if (note.beats < 0.9 || random.chance(0.6)) return [note]
    const half = note.beats / 2
    const neighbour = {
      beat: note.beat + half,
      beats: half,
      step: note.step + random.pick([1, -1, 2]),
    }
    return [{ ...note, beats: half }, neighbour]
  })
}

function playMotif(
  motif: Motif,
  section: Section,
  bar: number,
  anchor: number,
  chords: readonly ChordSpan[],
  ladder: readonly number[],
  feel: Feel,
  closing: boolean,
): Note[] {
  const barBeat = section.startBeat + bar * 4
  const base = nearestChordTone(chordAt(chords, barBeat), anchor, 3)
  return motif.flatMap(({ beat, beats, step }) => {
    const startBeat = barBeat + beat
    if (startBeat >= section.startBeat + section.beats) return []
    const chord = chordAt(chords, startBeat)
    const wanted = stepFrom(ladder, base, step)
    const leaning = beats >= 0.9 || beat % 2 === 0
    const rests = closing && beats > 1.4
    const pitch = leaning || rests ? nearestChordTone(chord, wanted, rests ? 2 : 3) : wanted
    const start = feel.played(startBeat, 8)
    const accent = beat % 1 === 0 ? 0.8 : 0.66
    return [
      {
        start,
        duration: Math.max(0.07, feel.at(startBeat + beats) - start),
        pitch,
        velocity: feel.touch(accent * (0.7 + 0.3 * section.energy), 0.1),
      },
    ]
  })
}

function closeSong(
  section: Section,
  chords: readonly ChordSpan[],
  style: LeadStyle,
  feel: Feel,
): Note[] {
  const pitch = nearestChordTone(chordAt(chords, section.startBeat), style.centre, 1)
  const start = feel.at(section.startBeat)
  const duration = feel.at(section.startBeat + section.beats) - start
  return [{ start, duration: duration * 0.8, pitch, velocity: 0.6 }]
}
