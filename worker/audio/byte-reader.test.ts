import { expect, it, vi } from 'vitest'
import { openByteReader, PIECE_BYTES_MAX } from './byte-reader.ts'

const BYTES = Uint8Array.from({ length: 3 * PIECE_BYTES_MAX + 17 }, (_, at) => at % 251)

/** Fills the reader's buffer, as the body of a response or of a file does. */
function streamOfBytes(fail?: Error) {
  let at = 0
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (fail && at > 0) return controller.error(fail)
      const room = controller.byobRequest?.view
      const length = Math.min(room?.byteLength ?? 4096, BYTES.length - at)
      if (length === 0) {
        controller.close()
        controller.byobRequest?.respond(0)
      } else if (room) {
        new Uint8Array(room.buffer, room.byteOffset).set(BYTES.subarray(at, at + length))
        controller.byobRequest?.respond(length)
      } else controller.enqueue(BYTES.slice(at, at + length))
      at += length
    },
  })
}

async function piecesOf(body: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const reader = openByteReader(body)
  const pieces: Uint8Array[] = []
  for (let piece = await reader.read(); piece !== null; piece = await reader.read())
    pieces.push(piece)
  return pieces
}

it('reads a stream of bytes in large pieces, and reuses none', async () => {
  const pieces = await piecesOf(streamOfBytes())
  expect(pieces.map(({ length }) => length)).toEqual([
    PIECE_BYTES_MAX,
    PIECE_BYTES_MAX,
    PIECE_BYTES_MAX,
    17,
  ])
  expect(Buffer.concat(pieces).equals(BYTES)).toBe(true)
})

it('reads a stream of chunks as they come', async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(BYTES.subarray(0, 100_000))
      controller.enqueue(BYTES.subarray(100_000))
      controller.close()
    },
  })
  const pieces = await piecesOf(body)
  expect(pieces.map(({ length }) => length)).toEqual([100_000, BYTES.length - 100_000])
})

it('fails as its body does', async () => {
  await expect(piecesOf(streamOfBytes(new Error('cut')))).rejects.toThrow('cut')
})

it('cancels its body', async () => {
  const cancel = vi.fn()
  await openByteReader(new ReadableStream({ type: 'bytes', cancel })).cancel('enough')
  expect(cancel).toHaveBeenCalledWith('enough')
})
