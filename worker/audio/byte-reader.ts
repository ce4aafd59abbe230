/** Reads a body piece by piece. Every piece is its caller's to keep. */
export type ByteReader = {
  /** The next bytes, at most `PIECE_BYTES_MAX`, unless the body isn't a stream of bytes; null at its end. */
  read(): Promise<Uint8Array | null>
  cancel(reason?: unknown): Promise<void>
}

export const PIECE_BYTES_MAX = 64 * 1024

/**
 * Takes a body for reading. workerd gives 4 KiB at a time to whoever doesn't bring a buffer, and each
 * read costs as much as decoding half a frame: we bring one. A stream that was made of chunks gives
 * these as they are.
 */
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
