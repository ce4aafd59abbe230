import { createHash } from 'node:crypto'
import type { ReadableFile, ReadableFiles } from './file-store.ts'

export type Ends = { head: Uint8Array; tail?: Uint8Array }

/**
 * Files as if each were `head`, a part of what is stored, and `tail`. The part must lie within the file.
 * Lengths, ranges and etags are those of the whole; nothing is stored, and of what is stored only what was asked for
 * is read. The whole has no date: when its ends became what they are, nobody knows.
 */
export function withEnds(
  files: ReadableFiles,
  part: { offset: number; bytes: number },
  { head, tail = new Uint8Array() }: Ends,
): ReadableFiles {
  const bytes = head.length + part.bytes + tail.length
  const mark = createHash('sha256').update(head).update(tail).digest('hex').slice(0, 16)
  const factsOf = ({ key, etag }: ReadableFile): ReadableFile => ({
    key,
    bytes,
    etag: `"${mark}-${etag.slice(1, -1)}"`,
    modified: null,
  })
  return {
    async head(key) {
      const file = await files.head(key)
      return file && factsOf(file)
    },
    async get(key, { range = { offset: 0, length: bytes }, onlyIf } = {}) {
      const within = (start: number, length: number) => {
        const from = Math.min(Math.max(0, range.offset - start), length)
        const to = Math.min(Math.max(0, range.offset + range.length - start), length)
        return [from, to] as const
      }
      const first = head.subarray(...within(0, head.length))
      const last = tail.subarray(...within(head.length + part.bytes, tail.length))
      const [from, to] = within(head.length, part.bytes)
      const inside = { offset: part.offset + from, length: to - from }
      const read = inside.length === 0 ? null : await files.get(key, { range: inside })
      const file = inside.length === 0 ? await files.head(key) : read
      if (file === null) return null
      const [facts, middle] = [factsOf(file), read?.body ?? null]
      if (facts.etag === `"${onlyIf?.etagDoesNotMatch}"`) {
        await middle?.cancel()
        return { ...facts, body: null }
      }
      return { ...facts, body: join([first, middle, last], range.length) }
    },
  }
}

type Pieces = readonly [Uint8Array, ReadableStream<Uint8Array> | null, Uint8Array]

/** Of a length that an answer can tell. */
function join(pieces: Pieces, length: number): ReadableStream<Uint8Array> {
  const { readable, writable } = new FixedLengthStream(length)
  // Whoever reads learns of a failure; whoever stops reading makes one, which is nobody's.
  pour(pieces, writable).catch(() => pieces[1]?.cancel().catch(() => {}))
  return readable
}

async function pour(
  [first, middle, last]: Pieces,
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  const writer = writable.getWriter()
  try {
    if (first.length > 0) await writer.write(first)
    // Piece by piece: workerd pipes no fixed length into another.
    for await (const piece of middle ?? []) await writer.write(piece)
    if (last.length > 0) await writer.write(last)
    await writer.close()
  } catch (error) {
    // Whichever side failed, the other one is told.
    writer.abort(error).catch(() => {})
    throw error
  }
}
