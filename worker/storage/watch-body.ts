import { createHash } from 'node:crypto'
import { openByteReader } from '../audio/byte-reader.ts'
import { RefusedBody } from './refused-body.ts'
import { TOO_LATE, within } from './within.ts'

export type WatchedBody = {
  /** The same bytes. Read it to its end or cancel it. */
  body: ReadableStream<Uint8Array>
  /** In hex, of all that was read. Asked once. */
  sha256(): string
}

/** Sums a body up while somebody reads it. Refuses one that is longer than `bytesMax`, or that stops for too long. */
export function watchBody(
  body: ReadableStream<Uint8Array>,
  { bytesMax, pauseSecondsMax }: { bytesMax: number; pauseSecondsMax: number },
): WatchedBody {
  const reader = openByteReader(body)
  const digest = createHash('sha256')
  let bytes = 0
  const refuse = (reason: RefusedBody['reason']) => {
    const refusal = new RefusedBody(reason)
    void reader.cancel(refusal).catch(() => {})
    return refusal
  }
  const watched = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const read = await within(pauseSecondsMax, reader.read())
        if (read === TOO_LATE) throw refuse('truncated')
        if (read === null) return controller.close()
        bytes += read.length
        if (bytes > bytesMax) throw refuse('too_large')
        digest.update(read)
        controller.enqueue(read)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return { body: watched, sha256: () => digest.digest('hex') }
}
