import type { LedgerLine } from './answer-entry.ts'

const COLUMNS = [
  'time',
  'what',
  'kind',
  'credits',
  'held',
  'balance',
  'held_after',
  'track',
  'track_id',
  'job_id',
  'purchase_id',
] as const

export const CSV_HEADER = `${COLUMNS.join(',')}\r\n`

/** Lines of the ledger as CSV (RFC 4180). */
export function toCsv(lines: readonly LedgerLine[]): string {
  return lines.map((line) => `${cells(line).map(quote).join(',')}\r\n`).join('')
}

function cells(line: LedgerLine): (string | number | null)[] {
  const { createdAt, text, kind, credits, held, balance, heldAfter } = line
  const { trackTitle, trackId, jobId, purchaseId } = line
  return [
    createdAt,
    text,
    kind,
    credits,
    held,
    balance,
    heldAfter,
    trackTitle,
    trackId,
    jobId,
    purchaseId,
  ]
}

/** An apostrophe keeps a spreadsheet from running words as a formula. */
function quote(cell: string | number | null): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const words = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words
}
