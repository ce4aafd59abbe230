import { listEntries } from '../../db/credits.ts'
import type { Services } from '../../services.ts'
import { answerEntry } from './answer-entry.ts'
import { CSV_HEADER, toCsv } from './to-csv.ts'

const LINES_PER_READ = 500

/** Newest first. Reads a page when the client wants more. */
export function streamLedgerCsv({ db }: Pick<Services, 'db'>, userId: string): ReadableStream {
  const encoder = new TextEncoder()
  let cursor: number | undefined
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(CSV_HEADER)),
    async pull(controller) {
      const { items, nextCursor } = await listEntries(db, userId, { cursor, limit: LINES_PER_READ })
      if (items.length > 0) controller.enqueue(encoder.encode(toCsv(items.map(answerEntry))))
      if (nextCursor === null) return controller.close()
      cursor = Number(nextCursor)
    },
  })
}
