import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'

/** Something that a person did or got. */
export type LedgerEvent = {
  /** The line that ends it: a track's hold, which came before, is part of it. */
  line: LedgerLine
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
  const ended = new Set(lines.filter(endsHold).map(({ jobId }) => jobId))
  const isTold = (line: LedgerLine) => line.kind !== 'hold' || (isNewest && !ended.has(line.jobId))
  return lines.filter(isTold).map(eventOf)
}

function endsHold({ kind }: LedgerLine): boolean {
  return kind === 'settle' || kind === 'release'
}

function eventOf(line: LedgerLine): LedgerEvent {
  return {
    line,
    change: line.credits + line.held,
    balance: line.balance + line.heldAfter,
    onHold: line.kind === 'hold' ? line.held : 0,
  }
}
