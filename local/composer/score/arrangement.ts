import type { Section, SectionKind } from '../song.ts'
import type { SongWishes } from '../song-wishes.ts'
import { barsToSing, type LyricSection, readLyricSections } from './lyric-sections.ts'
import type { Syllable } from './syllables.ts'

type Plan = { kind: SectionKind; bars: number; lines: Syllable[][] }

/** Seconds before the first beat, so that an early note never starts before the file does. */
export const LEAD_IN_SECONDS = 0.03

/**
 * Lays out the song so that it fills its wished length exactly: sections of whole bars, then an
 * `ending` in which the last chord rings out. Short songs have fewer sections, never a cut one.
 */
export function planSections(wishes: SongWishes): Section[] {
  const barSeconds = 240 / wishes.bpm
  const ringSeconds = Math.min(
    wishes.genre === 'ambient' ? 5 : 2.6,
    Math.max(1.1, wishes.durationSeconds * 0.09),
  )
  const available = (wishes.durationSeconds - LEAD_IN_SECONDS - ringSeconds) / barSeconds
  const bars = available >= 1 ? Math.floor(available) : 0.5
  const plans = wishes.lyrics
    ? planAroundLyrics(readLyricSections(wishes.lyrics), bars)
    : planForm(bars)
  const sections = layOut(plans, wishes.instrumental)
  const endBeat = plans.reduce((sum, plan) => sum + plan.bars, 0) * 4
  const totalBeats = ((wishes.durationSeconds - LEAD_IN_SECONDS) * wishes.bpm) / 60
  const ending: Section = {
    kind: 'ending',
    startBeat: endBeat,
    beats: totalBeats - endBeat,
    energy: 0.7,
    repeat: 0,
    lines: [],
  }
  return [...sections, ending]
}

const FORMS: readonly (readonly [SectionKind, number][])[] = [
  [['verse', 0.5]],
  [['verse', 1]],
  [
    ['intro', 1],
    ['chorus', 2],
  ],
  [
    ['intro', 2],
    ['chorus', 4],
  ],
  [
    ['intro', 2],
    ['verse', 4],
    ['chorus', 4],
  ],
  [
    ['intro', 2],
    ['verse', 4],
    ['chorus', 6],
    ['outro', 2],
  ],
  [
    ['intro', 4],
    ['verse', 4],
    ['chorus', 8],
    ['outro', 2],
  ],
  [
    ['intro', 4],
    ['verse', 8],
    ['chorus', 8],
    ['outro', 2],
  ],
  [
    ['intro', 4],
    ['verse', 8],
    ['chorus', 8],
    ['break', 4],
    ['chorus', 4],
    ['outro', 4],
  ],
  [
    ['intro', 4],
    ['verse', 8],
    ['chorus', 8],
    ['verse', 8],
    ['chorus', 8],
    ['outro', 4],
  ],
  [
    ['intro', 4],
    ['verse', 8],
    ['chorus', 8],
    ['verse', 8],
    ['chorus', 8],
    ['bridge', 4],
    ['chorus', 8],
    ['outro', 4],
  ],
  [
    ['intro', 8],
    ['verse', 8],
    ['build', 4],
    ['chorus', 8],
    ['verse', 8],
    ['build', 4],
    ['chorus', 8],
    ['bridge', 8],
    ['chorus', 8],
    ['outro', 4],
  ],
]

function planForm(bars: number): Plan[] {
  const fitting = FORMS.filter((form) => barsOf(form) <= bars)
  const plans = (fitting.at(-1) ?? FORMS[0] ?? []).map(([kind, length]) => plan(kind, length))
  const cycle: readonly [SectionKind, number][] = [
    ['break', 8],
    ['verse', 8],
    ['chorus', 8],
  ]
  while (bars - total(plans) >= 24 && plans.length > 4) {
    plans.splice(-1, 0, ...cycle.map(([kind, length]) => plan(kind, length)))
  }
  return spread(plans, bars - total(plans))
}

/** Gives bars that are left to the sections that bear it: fours to the middle, odd ones to the ends. */
function spread(plans: Plan[], spare: number): Plan[] {
  const middle = plans.filter(({ kind }) => kind !== 'intro' && kind !== 'outro')
  const middles = middle.length > 0 ? middle : plans
  let left = spare
  for (let i = middles.length - 1; left >= 4; i = (i - 1 + middles.length) % middles.length) {
    const grown = middles[i]
    if (grown) grown.bars += 4
    left -= 4
  }
  const first = plans[0]
  const last = plans.at(-1)
  if (first && last) {
    if (left === 3) {
      first.bars += 1
      last.bars += 2
    } else (last.kind === 'outro' ? last : first).bars += left
  }
  return plans
}

function planAroundLyrics(lyrics: readonly LyricSection[], bars: number): Plan[] {
  if (bars < 6 || lyrics.length === 0) {
    const lines = lyrics.flatMap((section) => section.lines)
    return planForm(bars).map((planned, i, all) =>
      i === all.length - 1
        ? { ...planned, lines: lines.slice(0, Math.ceil(planned.bars / 2)) }
        : planned,
    )
  }
  const frame = bars >= 24 ? 4 : 2
  const room = bars - frame - (bars >= 12 ? frame : 0)
  const needs = (barsPerLine: number) =>
    lyrics.reduce((sum, section) => sum + barsToSing(section, barsPerLine), 0)
  const barsPerLine = needs(2) <= room ? 2 : 1
  const sung: Plan[] = []
  for (const section of lyrics) {
    const length = barsToSing(section, barsPerLine)
    const left = room - total(sung)
    if (left < 2) break
    const fitting = Math.min(length, left)
    const lines = section.lines.slice(0, Math.floor(fitting / barsPerLine))
    sung.push({ kind: section.kind, bars: fitting, lines })
  }
  const hook = [...sung].reverse().find(({ kind }) => kind === 'chorus') ?? sung.at(-1)
  while (hook && room - total(sung) >= hook.bars + 4) {
    sung.push(plan('break', 4), { ...hook })
  }
  const opensItself = sung[0]?.kind === 'intro'
  const framed = [
    ...(opensItself ? [] : [plan('intro', frame)]),
    ...sung,
    ...(bars >= 12 && sung.at(-1)?.kind !== 'outro' ? [plan('outro', frame)] : []),
  ]
  const spare = bars - total(framed)
  if (spare >= 4) framed.splice(-1, 0, plan('break', Math.floor(spare / 4) * 4))
  return spread(framed, bars - total(framed))
}

const ENERGY: Record<SectionKind, number> = {
  intro: 0.4,
  verse: 0.6,
  build: 0.72,
  chorus: 0.92,
  bridge: 0.5,
  break: 0.78,
  outro: 0.45,
  ending: 0.7,
}

function layOut(plans: readonly Plan[], instrumental: boolean): Section[] {
  const seen = new Map<SectionKind, number>()
  let startBeat = 0
  return plans.map(({ kind, bars, lines }) => {
    const repeat = seen.get(kind) ?? 0
    seen.set(kind, repeat + 1)
    const energy = Math.min(1, ENERGY[kind] + (kind === 'intro' ? 0 : repeat * 0.04))
    const wordless = !instrumental && lines.length === 0 && kind !== 'intro' && kind !== 'break'
    const section = {
      kind,
      startBeat,
      beats: bars * 4,
      energy,
      repeat,
      lines: wordless ? singWordless(kind, bars) : lines,
    }
    startBeat += bars * 4
    return section
  })
}

/** Lines without words, for a voice that has been given none. */
function singWordless(kind: SectionKind, bars: number): Syllable[][] {
  const sound = kind === 'chorus' ? 'oh' : 'oo'
  const syllable = (i: number): Syllable => ({
    text: kind === 'chorus' ? 'oh' : 'doo',
    onset: i % 3 === 0 ? 'glide' : i % 3 === 1 ? 'none' : 'hum',
    vowel: i % 4 === 3 ? 'ah' : sound,
    closing: sound,
    hums: false,
  })
  const count = kind === 'chorus' ? 7 : kind === 'verse' ? 6 : 4
  return Array.from({ length: Math.floor(bars / 2) }, () =>
    Array.from({ length: count }, (_, i) => syllable(i)),
  )
}

function plan(kind: SectionKind, bars: number): Plan {
  return { kind, bars, lines: [] }
}

function total(plans: readonly Plan[]): number {
  return plans.reduce((sum, { bars }) => sum + bars, 0)
}

function barsOf(form: readonly (readonly [SectionKind, number])[]): number {
  return form.reduce((sum, [, bars]) => sum + bars, 0)
}
