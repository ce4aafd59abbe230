import { barsToSing, type LyricSection } from './lyric-sections.ts'
import { plan, planForm, type SectionPlan, spread, total } from './section-plans.ts'

/**
 * Plans a song of so many bars around its lyrics, in their order. Each line gets two bars, or one
 * where two don't fit; what still doesn't fit is left out from the end, and bars left over bring the
 * chorus back or a break.
 */
export function planAroundLyrics(lyrics: readonly LyricSection[], bars: number): SectionPlan[] {
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
  const sung: SectionPlan[] = []
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
