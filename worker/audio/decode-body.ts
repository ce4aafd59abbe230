import { openByteReader, PIECE_BYTES_MAX } from './byte-reader.ts'
import type { SoundRead } from './hear-sound.ts'

/** Takes a file piece by piece, each at most `PIECE_BYTES_MAX` long. */
export type PieceDecoder = {
  /** Null while there is nothing against it. */
  add(piece: Uint8Array): Promise<SoundRead | null>
  end(): Promise<SoundRead>
}

/** Reads the body to its end, or cancels it as soon as there is something against it. */
export async function decodeBody(
  body: ReadableStream<Uint8Array>,
  decoder: PieceDecoder,
): Promise<SoundRead> {
  const reader = openByteReader(body)
  try {
    for (;;) {
      const read = await reader.read().catch(() => 'failed' as const)
      if (read === 'failed') return { ok: false, reason: 'unavailable' }
      if (read === null) return await decoder.end()
      for (let at = 0; at < read.length; at += PIECE_BYTES_MAX) {
        const refusal = await decoder.add(read.subarray(at, at + PIECE_BYTES_MAX))
        if (refusal !== null) return refusal
      }
    }
  } catch (error) {
    // The decoder trapped on input that it isn't built for.
    if (error instanceof WebAssembly.RuntimeError) return { ok: false, reason: 'not_audio' }
    throw error
  } finally {
    void reader.cancel().catch(() => {})
  }
}
