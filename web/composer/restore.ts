import { blankValues, type ComposerValues, isBlank, type Mode } from './composer-values.ts'
import type { Draft } from './draft.ts'
import { beginHistory, type History, remember } from './history.ts'

export type Opening = {
  /** What the page was rendered with. */
  loaded: ComposerValues
  /** Whether that is a song or a prompt that the person asked to begin with. */
  isFilled: boolean
  /** The mode that the address asks for. */
  mode: Mode | null
  /** What was typed before the scripts were there. */
  typed: Partial<ComposerValues>
  draft: Draft | null
}

/**
 * What the composer holds when its scripts begin: what was typed meanwhile, over what was asked for,
 * over the draft. Whatever stands behind can be reached by undo.
 */
export function restore({ loaded, isFilled, mode, typed, draft }: Opening): {
  history: History
  isRestored: boolean
} {
  const kept = draft && { ...draft.values, ...(mode ? { mode } : {}) }
  const base = isFilled ? loaded : (kept ?? loaded)
  let history = beginHistory({ ...base, ...typed })
  if (isFilled) history = remember(history, blankValues(loaded.mode))
  if (draft?.other) history = remember(history, draft.other)
  if (kept) history = remember(history, kept)
  return { history, isRestored: !isFilled && kept !== null && !isBlank(kept) }
}
