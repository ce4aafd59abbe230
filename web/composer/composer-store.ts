import { type Observable, observable } from '../ui/observable.ts'
import { blankValues, type ComposerValues } from './composer-values.ts'
import { beginHistory, change, type History, redo, type as typeInto, undo } from './history.ts'

/** What the composer holds, and everything that changes it. The functions may be passed around unbound. */
export type ComposerStore = {
  history: Observable<History>
  /** Whether the person has changed anything since it was opened or taken from elsewhere. */
  isTouched: () => boolean
  type: (field: keyof ComposerValues, text: string) => void
  choose: (values: Partial<ComposerValues>) => void
  undo: () => void
  redo: () => void
  clear: () => void
  /** Takes what comes from a draft; nothing of it counts as the person's change. */
  take: (history: History) => void
}

export function openComposer(first: ComposerValues, now = () => Date.now()): ComposerStore {
  const history = observable(beginHistory(first))
  let isTouched = false
  const step = (next: History) => {
    isTouched ||= next !== history.get()
    history.set(next)
  }
  return {
    history,
    isTouched: () => isTouched,
    type: (field, text) => step(typeInto(history.get(), field, text, now())),
    choose: (values) => step(change(history.get(), values)),
    undo: () => step(undo(history.get())),
    redo: () => step(redo(history.get())),
    clear: () => step(change(history.get(), blankValues(history.get().present.mode))),
    take(next) {
      isTouched = false
      history.set(next)
    },
  }
}
