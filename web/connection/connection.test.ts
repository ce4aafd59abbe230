import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openConnection, type Try } from './connection.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const bring = (works: boolean): Try<string> =>
  works ? { answer: 'the answer' } : { trouble: 'away' }

/** A load that fails as often as it is told, and counts how often it was tried. */
function failing(times: number) {
  const load = { tries: 0, attempt: async () => bring(++load.tries > times) }
  return load
}

const open = ({ isHidden = false } = {}) => openConnection(() => isHidden)
const seconds = (many: number) => vi.advanceTimersByTimeAsync(many * 1000)

describe('a connection', () => {
  it('answers at once what works, and has nothing to say', async () => {
    const connection = open()
    await expect(connection.keepTrying(failing(0).attempt)).resolves.toBe('the answer')
    expect(connection.get()).toEqual({ kind: 'fine' })
  })

  it('tries what fails again, after longer and longer waits, until it works', async () => {
    const connection = open()
    const load = failing(3)
    const answer = connection.keepTrying(load.attempt)
    await seconds(0)
    expect(connection.get()).toEqual({
      kind: 'waiting',
      trouble: 'away',
      retryAt: Date.now() + 2000,
    })
    for (const [wait, tries] of [
      [1.9, 1],
      [0.1, 2],
      [4.9, 2],
      [0.1, 3],
      [9.9, 3],
      [0.1, 4],
    ] as const) {
      await seconds(wait)
      expect(load.tries).toBe(tries)
    }
    await expect(answer).resolves.toBe('the answer')
    expect(connection.get()).toEqual({ kind: 'fine' })
  })

  it('lets all loads wait for one moment, and wakes them when one gets through', async () => {
    const connection = open()
    const [one, other] = [failing(1), failing(1)]
    const both = Promise.all([
      connection.keepTrying(one.attempt),
      connection.keepTrying(other.attempt),
    ])
    await seconds(1)
    await connection.keepTrying(failing(0).attempt)
    await expect(both).resolves.toEqual(['the answer', 'the answer'])
    expect(connection.get()).toEqual({ kind: 'fine' })
  })

  it('tries at once when it is told to', async () => {
    const connection = open()
    const answer = connection.keepTrying(failing(1).attempt)
    await seconds(0)
    connection.tryNow()
    expect(connection.get()).toEqual({ kind: 'waiting', trouble: 'away', retryAt: null })
    await expect(answer).resolves.toBe('the answer')
  })

  it('rests while nobody looks, until it is told to try', async () => {
    const connection = open({ isHidden: true })
    const load = failing(1)
    const answer = connection.keepTrying(load.attempt)
    await seconds(600)
    expect(load.tries).toBe(1)
    connection.tryNow()
    await expect(answer).resolves.toBe('the answer')
  })

  it('ends a load that was given up, and forgets that it failed', async () => {
    const connection = open()
    const load = failing(9)
    const given = new AbortController()
    const answer = connection.keepTrying(load.attempt, given.signal)
    await seconds(0)
    given.abort(new Error('another page was pressed'))
    await expect(answer).rejects.toThrow('another page was pressed')
    await seconds(2)
    expect(load.tries).toBe(1)
    expect(connection.get()).toEqual({ kind: 'fine' })
  })

  it('says each change once', async () => {
    const connection = open()
    const kinds: string[] = []
    const leave = connection.subscribe(() => kinds.push(connection.get().kind))
    const answer = connection.keepTrying(failing(1).attempt)
    await seconds(2)
    await answer
    leave()
    await connection.keepTrying(failing(0).attempt)
    expect(kinds).toEqual(['waiting', 'waiting', 'fine'])
  })
})
