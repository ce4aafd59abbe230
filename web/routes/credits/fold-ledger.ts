import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'

/** Something that a person did or got, and the lines that it left in the ledger. */
export type LedgerEvent = {
  /** The newest of its lines. */
  line: LedgerLine
  /** All of them on this page, oldest first. */
  lines: LedgerLine[]
  /** How what the person has changed, with what is on hold: a hold by itself changes nothing. */
  change: number
  /** What they had afterwards, with what was on hold. */
  balance: number
  /** Credits that are still on hold. */
  onHold: number
}

/**
 * One event for each track instead of a hold and how it ended. `lines` are newest first, and so are
 * the events. On a page of older lines a hold without an end has its end on a newer one, where it is
 * counted; `isNewest` says that there is none.
 */
export function foldLedger(
  lines: readonly LedgerLine[],
  { isNewest }: { isNewest: boolean },
): LedgerEvent[] {
  const holds = new Map(
    lines.flatMap((line) => (line.kind === 'hold' && line.jobId ? [[line.jobId, line]] : [])),
  )
  const ended = new Set(lines.filter(endsHold).map(({ jobId }) => jobId))
  return lines.flatMap((line) => {
    if (line.kind === 'hold') return isNewest && !ended.has(line.jobId) ? eventOf(line) : []
    const hold = endsHold(line) && line.jobId ? holds.get(line.jobId) : undefined
    return eventOf(line, hold)
  })
}

function endsHold({ kind }: LedgerLine): boolean {
  return kind === 'settle' || kind === 'release'
}

function eventOf(line: LedgerLine, hold?: LedgerLine): LedgerEvent {
  return {
    line,
    lines: hold ? [hold, line] : [line],
    change: line.credits + line.held,
    balance: line.balance + line.heldAfter,
    onHold: line.kind === 'hold' ? line.held : 0,
  }
}
