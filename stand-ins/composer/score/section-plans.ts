import type { SectionKind } from '../song.ts'
import type { Syllable } from './syllables.ts'

/** A section before it has its place: its kind, its whole bars and the lines sung in it. */
export type SectionPlan = { kind: SectionKind; bars: number; lines: Syllable[][] }

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

/** Plans a song of so many bars without words: the longest usual form that fits, then stretched. */
export function planForm(bars: number): SectionPlan[] {
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
export function spread(plans: SectionPlan[], spare: number): SectionPlan[] {
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

export function plan(kind: SectionKind, bars: number): SectionPlan {
  return { kind, bars, lines: [] }
}

export function total(plans: readonly SectionPlan[]): number {
  return plans.reduce((sum, { bars }) => sum + bars, 0)
}

function barsOf(form: readonly (readonly [SectionKind, number])[]): number {
  return form.reduce((sum, [, bars]) => sum + bars, 0)
}
