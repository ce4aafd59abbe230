import type { LedgerEntry } from '../../db/credits.ts'
import type { EntryKind } from '../../states/entry-kinds.ts'
import { packName } from '../../states/packs.ts'

/** A line of the ledger as the API shows it: whole credits, times ISO 8601. */
export type LedgerLine = {
  id: string
  kind: EntryKind
  text: string
  /** How the balance and what is held changed, and both afterwards; a balance below zero is a debt. */
  credits: number
  held: number
  balance: number
  heldAfter: number
  trackId: string | null
  trackTitle: string | null
  jobId: string | null
  purchaseId: string | null
  createdAt: string
}

export function answerEntry(entry: LedgerEntry): LedgerLine {
  const { id, kind, credits, held, balance, heldAfter, createdAt } = entry
  const { trackId, trackTitle, jobId, purchaseId } = entry
  return {
    id: String(id),
    kind,
    text: describeEntry(entry),
    credits,
    held,
    balance,
    heldAfter,
    trackId,
    trackTitle,
    jobId,
    purchaseId,
    createdAt: createdAt.toISOString(),
  }
}

function describeEntry(entry: LedgerEntry): string {
  const track = entry.trackTitle === null ? 'a track' : `“${entry.trackTitle}”`
  const pack = entry.pack === null ? 'a pack' : `the ${packName(entry.pack)} pack`
  switch (entry.kind) {
    case 'grant':
      return entry.note ?? 'Given by the studio'
    case 'purchase':
      return `Bought ${pack}`
    case 'hold':
      return `Set aside for ${track}`
    case 'settle':
      return entry.jobStatus === 'canceled'
        ? `${track} was canceled when its service had it: ${count(-entry.held)} spent`
        : `${track} is finished: ${count(-entry.held)} spent`
    case 'release':
      return `${track} ${RELEASED[entry.jobStatus ?? ''] ?? 'failed'}: it cost nothing`
    case 'refund':
      return `Half the price of ${track} given back`
    case 'clawback':
      return `Taken back: the payment for ${pack} was refunded or is disputed`
    case 'adjust':
      if (entry.purchaseId !== null) return `Returned: the payment for ${pack} stands after all`
      return entry.jobId === null
        ? (entry.note ?? 'Corrected by the studio')
        : `${track} never came: ${count(entry.credits)} given back`
  }
}

const RELEASED: Record<string, string> = {
  failed: 'failed',
  canceled: 'was canceled',
  complete: 'came too late and was given to you',
}

const count = (credits: number) => `${credits} ${credits === 1 ? 'credit' : 'credits'}`
