import { blankSong, type SongField, type SongValues } from './song-values.ts'

/** How much of the composer is shown. What Simple hides is kept. */
export type Mode = 'simple' | 'custom'

export function isMode(value: unknown): value is Mode {
  return value === 'simple' || value === 'custom'
}

/** Everything that the composer holds, and that undo brings back. */
export type ComposerValues = Record<SongField, string> & { mode: Mode }

export function blankValues(mode: Mode): ComposerValues {
  return composerValues(blankSong(''), mode)
}

function composerValues(song: SongValues, mode: Mode): ComposerValues {
  return { ...song, mode }
}

/** Whether both hold the same: what was chosen and every word. */
export function areEqual(one: ComposerValues, other: ComposerValues): boolean {
  // The values' own names.
  return (Object.keys(one) as (keyof ComposerValues)[]).every((name) => one[name] === other[name])
}

/** Whether nobody would miss it: no word, and no choice but the mode and the takes. */
export function isBlank(values: ComposerValues): boolean {
  return areEqual(values, { ...blankValues(values.mode), variations: values.variations })
}
