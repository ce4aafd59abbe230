import type { Style } from '../genres/style.ts'
import type { Random } from '../seeded-random.ts'
import type { ChordSpan, Section, SectionKind } from '../song.ts'
import type { Key } from '../song-wishes.ts'
import { readChord } from './chord-names.ts'

/**
 * Chooses a progression for each kind of section and lays its chords over the bars. The section
 * before a chorus ends on the turnaround, the outro and the ending come home to the tonic.
 */
export function writeHarmony(
  sections: readonly Section[],
  key: Key,
  style: Style,
  random: Random,
): ChordSpan[] {
  const pool = style.harmony[key.mode]
  const verse = random.pick(pool.verse)
  const chorus = random.pick(pool.chorus)
  const bridge = random.pick(pool.bridge)
  const progressionOf: Record<SectionKind, string> = {
    intro: random.chance(0.5) ? verse : chorus,
    verse,
    build: bridge,
    chorus,
    bridge,
    break: chorus,
    outro: verse,
    ending: 'home',
  }
  const home = pool.home
  return sections.flatMap((section, index) => {
    if (section.kind === 'ending') return spanChord(home, section.startBeat, section.beats, key)
    const bars = layBars(progressionOf[section.kind], Math.ceil(section.beats / 4))
    const last = bars.length - 1
    if (section.kind === 'outro' && last > 0) bars[last] = pool.turnaround
    const leadsToChorus = sections[index + 1]?.kind === 'chorus' && section.kind !== 'intro'
    if (leadsToChorus && last >= 2) bars[last] = pool.turnaround
    return bars.flatMap((bar, i) => {
      const beats = Math.min(4, section.beats - i * 4)
      return spanChord(bar, section.startBeat + i * 4, beats, key)
    })
  })
}

/** Bars of a progression repeated to a length; "-" holds the bar before it. */
function layBars(progression: string, count: number): string[] {
  const bars = progression.split(' ')
  const held: string[] = []
  for (const bar of bars) held.push(bar === '-' ? (held.at(-1) ?? bar) : bar)
  return Array.from({ length: count }, (_, i) => held[i % held.length] ?? 'I')
}

function spanChord(bar: string, startBeat: number, beats: number, key: Key): ChordSpan[] {
  const names = bar.split(',')
  const each = beats / names.length
  return names.map((name, i) => ({
    startBeat: startBeat + i * each,
    beats: each,
    ...readChord(name, key),
  }))
}
