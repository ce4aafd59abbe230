import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blankValues } from './composer-values.ts'
import { beginHistory, change, type History, redo, remember, type, undo } from './history.ts'

const empty = beginHistory(blankValues('simple'))

/** Types letter by letter, each so many milliseconds after the last. */
function typeText(history: History, text: string, from = 0, apart = 100): History {
  return [...text].reduce(
    (typed, letter, index) =>
      type(typed, 'prompt', typed.present.prompt + letter, from + index * apart),
    history,
  )
}

describe('undo', () => {
  it('takes back what was typed without a pause as one step', () => {
    const typed = typeText(typeText(empty, 'slow'), ' rain', 5_000)
    expect(typed.present.prompt).toBe('slow rain')
    expect(undo(typed).present.prompt).toBe('slow')
    expect(undo(undo(typed)).present.prompt).toBe('')
  })

  it('tells typing in one field from typing in another, and from choices', () => {
    const title = type(typeText(empty, 'rain'), 'title', 'R', 400)
    const chosen = change(title, { genre: 'Jazz' })
    const typed = type(chosen, 'title', 'Ra', 450)
    expect(undo(typed).present).toMatchObject({ title: 'R', genre: 'Jazz' })
    expect(undo(undo(typed)).present).toMatchObject({ title: 'R', genre: '' })
    expect(undo(undo(undo(typed))).present).toMatchObject({ title: '', prompt: 'rain' })
  })

  it('covers the mode and the takes, too', () => {
    const changed = change(change(empty, { mode: 'custom' }), { variations: '3' })
    expect(undo(undo(changed)).present).toEqual(empty.present)
  })

  it('does not count as a step what changes nothing', () => {
    expect(change(empty, { genre: '' })).toBe(empty)
    expect(undo(empty)).toBe(empty)
    expect(redo(empty)).toBe(empty)
  })

  it('begins a new step after an undo, however soon the next letter comes', () => {
    const undone = undo(typeText(typeText(empty, 'slow'), ' rain', 5_000))
    const typed = type(undone, 'prompt', 'slow sun', 5_450)
    expect(undo(typed).present.prompt).toBe('slow')
  })

  it('leads back to a state that was there before', () => {
    const before = { ...empty.present, prompt: 'yesterday' }
    expect(undo(remember(empty, before)).present.prompt).toBe('yesterday')
    expect(remember(empty, { ...empty.present })).toBe(empty)
  })
})

describe('redo', () => {
  it('brings back what undo took, until something else is written', () => {
    const typed = typeText(empty, 'rain')
    expect(redo(undo(typed)).present.prompt).toBe('rain')
    const other = change(undo(typed), { mood: 'Calm' })
    expect(redo(other)).toBe(other)
  })

  it('returns to where it was after any number of undos', () => {
    const step = fc.tuple(fc.constantFrom('title', 'prompt', 'mood'), fc.string(), fc.nat(2_000))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(50), (steps, undos) => {
        let now = 0
        const written = steps.reduce((history, [field, text, pause]) => {
          now += pause
          return field === 'mood'
            ? change(history, { mood: text })
            : type(history, field, text, now)
        }, empty)
        const repeat = (times: number, go: (history: History) => History, from: History) =>
          Array.from({ length: times }).reduce<History>(go, from)
        const back = repeat(undos, undo, written)
        expect(repeat(undos, redo, back).present).toEqual(written.present)
        expect(repeat(100, undo, written).present).toEqual(empty.present)
      }),
    )
  })
})
