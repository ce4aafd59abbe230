import { areEqual, type ComposerValues } from './composer-values.ts'

/**
 * The composer's values and how they came about. `typing` is what is being typed into right now: what
 * follows without a pause is undone together with it.
 */
export type History = {
  past: readonly ComposerValues[]
  present: ComposerValues
  future: readonly ComposerValues[]
  typing: { field: keyof ComposerValues; atMilliseconds: number } | null
}

/** A pause of this length begins a new step. */
const PAUSE_MILLISECONDS = 800
const STEPS_MAX = 200

export function beginHistory(present: ComposerValues): History {
  return { past: [], present, future: [], typing: null }
}

/** One step: a choice, or something that was put in as a whole. */
export function change(history: History, values: Partial<ComposerValues>): History {
  const present = { ...history.present, ...values }
  if (areEqual(present, history.present)) return history
  return {
    past: [...history.past, history.present].slice(-STEPS_MAX),
    present,
    future: [],
    typing: null,
  }
}

/** Typing in one field without a pause is one step, however many letters it has. */
export function type(
  history: History,
  field: keyof ComposerValues,
  text: string,
  atMilliseconds: number,
): History {
  const { typing } = history
  const goesOn =
    typing?.field === field && atMilliseconds - typing.atMilliseconds < PAUSE_MILLISECONDS
  const changed = goesOn
    ? { ...history, present: { ...history.present, [field]: text } }
    : change(history, { [field]: text })
  // What changes nothing begins no step that more typing could be part of.
  if (changed === history) return history
  return { ...changed, typing: { field, atMilliseconds } }
}

export function undo(history: History): History {
  const present = history.past.at(-1)
  if (!present) return history
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    typing: null,
  }
}

export function redo(history: History): History {
  const [present, ...future] = history.future
  if (!present) return history
  return { past: [...history.past, history.present], present, future, typing: null }
}

/** Puts a state before the present one, so that undo leads there. */
export function remember(history: History, before: ComposerValues): History {
  return areEqual(before, history.present)
    ? history
    : { ...history, past: [...history.past, before] }
}
