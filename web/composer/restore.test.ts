import { expect, it } from 'vitest'
import { blankValues } from './composer-values.ts'
import type { Draft } from './draft.ts'
import { undo } from './history.ts'
import { type Opening, restore } from './restore.ts'

const blank = blankValues('simple')
const draft: Draft = {
  values: { ...blank, mode: 'custom', prompt: 'yesterday', lyrics: 'la la' },
  savedAtMilliseconds: 1,
  tab: 'a',
  other: null,
  unansweredKey: null,
}
const fresh: Opening = { loaded: blank, isFilled: false, mode: null, typed: {}, draft: null }
const filled = { ...fresh, loaded: { ...blank, prompt: 'again' }, isFilled: true }

it('begins blank where nothing is kept', () => {
  expect(restore(fresh)).toMatchObject({ history: { present: blank, past: [] }, isRestored: false })
})

it('begins with the draft, in its mode or in the one that is asked for', () => {
  const restored = restore({ ...fresh, draft })
  expect(restored).toMatchObject({ history: { present: draft.values }, isRestored: true })
  const simple = restore({ ...fresh, draft, mode: 'simple' })
  expect(simple.history.present).toEqual({ ...draft.values, mode: 'simple' })
})

it('keeps what was typed before the scripts came, and the draft one undo away', () => {
  const { history } = restore({ ...fresh, draft, typed: { prompt: 'today' } })
  expect(history.present).toMatchObject({ prompt: 'today', lyrics: 'la la' })
  expect(undo(history).present).toEqual(draft.values)
})

it('begins with the song that was asked for, and the draft comes back by undo', () => {
  const { history, isRestored } = restore({ ...filled, draft })
  expect(isRestored).toBe(false)
  expect(history.present.prompt).toBe('again')
  expect(undo(history).present).toEqual(draft.values)
  expect(undo(restore(filled).history).present.prompt).toBe('')
})

it('leads back to the words of a tab that was written over', () => {
  const other = { ...blank, prompt: 'from another tab' }
  const { history } = restore({ ...fresh, draft: { ...draft, other } })
  expect(history.present).toEqual(draft.values)
  expect(undo(history).present).toEqual(other)
})
