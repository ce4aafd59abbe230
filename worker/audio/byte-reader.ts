/** Each piece is the caller's to keep. */
export type ByteReader = {
  /** At most `PIECE_BYTES_MAX` bytes; null at the end. */
  read(): Promise<Uint8Array | null>
  cancel(reason?: unknown): Promise<void>
}

export const PIECE_BYTES_MAX = 64 * 1024

/** Brings a buffer: without one workerd gives 4 KiB at a time, and that costs as much as decoding. */
export function openByteReader(body: ReadableStream<Uint8Array>): ByteReader {
  const bytes = readerOfBytes(body)
  if (bytes) return withPieces(bytes, () => bytes.read(new Uint8Array(PIECE_BYTES_MAX)))
  const chunks = body.getReader()
  return withPieces(chunks, () => chunks.read())
}

function withPieces(
  reader: ReadableStreamGenericReader,
  readOnce: () => Promise<{ done: boolean; value?: Uint8Array | undefined }>,
): ByteReader {
  return {
    async read() {
      const { done, value } = await readOnce()
      return done ? null : (value ?? null)
    },
    cancel: (reason) => reader.cancel(reason),
  }
}

function readerOfBytes(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | null {
  try {
    return body.getReader({ mode: 'byob' })
  } catch (error) {
    if (error instanceof TypeError && !body.locked) return null
    throw error
  }
}
