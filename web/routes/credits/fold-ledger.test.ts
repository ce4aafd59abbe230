import { describe, expect, it } from 'vitest'
import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'
import { foldLedger } from './fold-ledger.ts'

/** A ledger, oldest first: each entry moves 5 credits of a job, or grants 50. */
function write(...moves: [LedgerLine['kind'], string?][]): LedgerLine[] {
  let [balance, heldAfter] = [0, 0]
  const lines = moves.map(([kind, jobId = null], index): LedgerLine => {
    const [credits, held] = MOVES[kind] ?? [50, 0]
    balance += credits
    heldAfter += held
    const ids = { trackId: jobId, trackTitle: jobId, jobId, purchaseId: null }
    const createdAt = new Date(Date.UTC(2026, 10, 29, 12, index)).toISOString()
    return {
      id: `${index}`,
      kind,
      text: kind,
      credits,
      held,
      balance,
      heldAfter,
      ...ids,
      createdAt,
    }
  })
  return lines.toReversed()
}

const MOVES: Partial<Record<LedgerLine['kind'], [number, number]>> = {
  hold: [-5, 5],
  settle: [0, -5],
  release: [5, -5],
}

const shapeOf = (lines: LedgerLine[], isNewest = true) =>
  foldLedger(lines, { isNewest }).map(({ line, ...figures }) => ({ kind: line.kind, ...figures }))

describe('foldLedger', () => {
  it('makes one event of a track’s hold and its end', () => {
    const lines = write(['grant'], ['hold', 'a'], ['settle', 'a'], ['hold', 'b'], ['release', 'b'])
    expect(shapeOf(lines)).toEqual([
      { kind: 'release', change: 0, balance: 45, onHold: 0 },
      { kind: 'settle', change: -5, balance: 45, onHold: 0 },
      { kind: 'grant', change: 50, balance: 50, onHold: 0 },
    ])
  })

  it('adds up from one event to the next, however the lines of several tracks mix', () => {
    const lines = write(
      ['grant'],
      ['hold', 'a'],
      ['hold', 'b'],
      ['hold', 'c'],
      ['settle', 'b'],
      ['release', 'a'],
      ['settle', 'c'],
    )
    const events = foldLedger(lines, { isNewest: true }).toReversed()
    let balance = 0
    for (const event of events) {
      balance += event.change
      expect(event.balance).toBe(balance)
    }
    expect(balance).toBe(40)
  })

  it('shows what is still on hold, which nobody has spent yet', () => {
    expect(shapeOf(write(['grant'], ['hold', 'a']))[0]).toEqual({
      kind: 'hold',
      change: 0,
      balance: 50,
      onHold: 5,
    })
  })

  it('counts a track once whose two lines are on different pages', () => {
    const lines = write(['grant'], ['hold', 'a'], ['settle', 'a'])
    const [newer, older] = [lines.slice(0, 1), lines.slice(1)]
    expect(shapeOf(newer)).toMatchObject([{ kind: 'settle', change: -5 }])
    expect(shapeOf(older, false)).toMatchObject([{ kind: 'grant' }])
  })
})
