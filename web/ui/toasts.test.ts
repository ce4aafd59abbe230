import { beforeEach, expect, it } from 'vitest'
import { dismissToast, showToast, toasts, undoLast } from './toasts.ts'

beforeEach(() => toasts.set([]))

it('shows at most three, the newest ones', () => {
  for (const sentence of ['one', 'two', 'three', 'four']) showToast({ sentence })
  expect(toasts.get().map(({ sentence }) => sentence)).toEqual(['two', 'three', 'four'])
})

it('undoes the newest action that can be undone, once', () => {
  const undone: string[] = []
  const undo = (name: string) => ({ label: 'Undo', isUndo: true, press: () => undone.push(name) })
  showToast({ sentence: 'first', action: undo('first') })
  showToast({ sentence: 'second', action: undo('second') })
  showToast({ sentence: 'ready', action: { label: 'Play', press: () => undone.push('play') } })
  expect([undoLast(), undoLast(), undoLast()]).toEqual([true, true, false])
  expect(undone).toEqual(['second', 'first'])
})

it('forgets a toast that was dismissed', () => {
  const id = showToast({ sentence: 'gone' })
  dismissToast(id)
  expect(toasts.get()).toEqual([])
})
