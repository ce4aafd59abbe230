import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useObservable } from '../ui/use-observable.ts'
import { openComposer } from './composer-store.ts'
import { type ComposerValues, isMode, type Mode } from './composer-values.ts'
import { keepDraft } from './draft-keeper.ts'
import { SONG_FIELDS } from './song-values.ts'

/** A song to begin with, or only its prompt. A new object fills the composer again. */
export type Fill = Partial<ComposerValues>

/**
 * The composer's values with undo and the draft of the account. Begins with what the server rendered,
 * and before anything is painted goes on with what was typed into `form` meanwhile and with the draft.
 */
export function useComposer(
  form: RefObject<HTMLFormElement | null>,
  {
    email,
    first,
    fill,
    mode,
  }: { email: string; first: ComposerValues; fill: Fill | null; mode: Mode | null },
) {
  const [store] = useState(() => openComposer(first))
  const [keeper] = useState(() => keepDraft(store, email))
  const opening = useRef({ loaded: first, isFilled: fill !== null, mode })
  useLayoutEffect(
    () =>
      keeper.start({ ...opening.current, typed: readTyped(form.current, opening.current.loaded) }),
    [keeper, form],
  )
  useLayoutEffect(() => {
    const takeOver = (event: InputEvent) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
      event.preventDefault()
      if (event.inputType === 'historyUndo') store.undo()
      else store.redo()
    }
    const element = form.current
    element?.addEventListener('beforeinput', takeOver)
    return () => element?.removeEventListener('beforeinput', takeOver)
  }, [store, form])
  const taken = useRef(fill)
  useEffect(() => {
    if (fill === null || fill === taken.current) return
    taken.current = fill
    store.choose(fill)
  }, [fill, store])
  const { past, present, future } = useObservable(store.history)
  return {
    ...store,
    keeper,
    values: present,
    note: useObservable(keeper.note),
    canUndo: past.length > 0,
    canRedo: future.length > 0,
  }
}

export type ComposerState = ReturnType<typeof useComposer>

/** What the controls hold by now and the server didn't render. */
function readTyped(form: HTMLFormElement | null, loaded: ComposerValues): Partial<ComposerValues> {
  const data = form ? new FormData(form) : new FormData()
  const typed = SONG_FIELDS.flatMap((name) => {
    const value = data.get(name)
    if (typeof value !== 'string') return []
    const text = value.replaceAll('\r\n', '\n')
    return text === loaded[name] ? [] : [[name, text] as const]
  })
  const mode = data.get('mode')
  return {
    ...Object.fromEntries(typed),
    ...(isMode(mode) && mode !== loaded.mode ? { mode } : {}),
  }
}
