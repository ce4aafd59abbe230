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

/**
 * Where a cell of a spreadsheet may begin with what runs as a formula, also where `;` or a tab separates cells.
 * Some take the wide signs for the others.
 */
const FORMULA = /(^|[;\t\r\n])(\s*)(?=[=+\-@＝＋－＠])/g

/** An apostrophe keeps a spreadsheet from running words as a formula. */
function quote(cell: string | number | null): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  return `"${cell.replace(FORMULA, "$1$2'").replaceAll('"', '""')}"`
}
