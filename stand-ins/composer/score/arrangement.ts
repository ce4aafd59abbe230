import type { Section, SectionKind } from '../song.ts'
import type { SongWishes } from '../song-wishes.ts'
import { planAroundLyrics } from './lyric-plans.ts'
import { readLyricSections } from './lyric-sections.ts'
import { planForm, type SectionPlan } from './section-plans.ts'
import type { Syllable } from './syllables.ts'

/** Seconds before the first beat, so that an early note never starts before the file does. */
export const LEAD_IN_SECONDS = 0.03

/**
 * Lays out the song so that it fills its length exactly: sections of whole bars, then an
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

function layOut(plans: readonly SectionPlan[], instrumental: boolean): Section[] {
  const seen = new Map<SectionKind, number>()
  const wordless = !instrumental && plans.every(({ lines }) => lines.length === 0)
  let startBeat = 0
  return plans.map(({ kind, bars, lines }) => {
    const repeat = seen.get(kind) ?? 0
    seen.set(kind, repeat + 1)
    const energy = Math.min(1, ENERGY[kind] + (kind === 'intro' ? 0 : repeat * 0.04))
    const hums = wordless && kind !== 'intro' && kind !== 'break'
    const section = {
      kind,
      startBeat,
      beats: bars * 4,
      energy,
      repeat,
      lines: hums ? singWordless(kind, bars) : lines,
    }
    startBeat += bars * 4
    return section
  })
}

/** Lines without words, for a voice that is given none. */
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
