import { openByteReader } from '../../audio/byte-reader.ts'
import { withDeadline } from './with-deadline.ts'

/** A page of 1,000 keys of 1,024 bytes, each escaped, has room. */
const ANSWER_BYTES_MAX = 4 * 1024 * 1024

export async function readAnswer(answer: Response): Promise<string> {
  if (answer.body === null) return ''
  const reader = openByteReader(answer.body)
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (let piece = await reader.read(); piece !== null; piece = await reader.read()) {
    bytes += piece.length
    if (bytes > ANSWER_BYTES_MAX) {
      await reader.cancel()
      throw new Error(`S3 answered more than ${ANSWER_BYTES_MAX} bytes`)
    }
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}

/**
 * The same body, which fails when it falls silent or ends early. A reader may take its time: only waiting
 * for S3 counts.
 */
export function guardBody(
  body: ReadableStream<Uint8Array>,
  bytes: number,
  silenceSeconds: number,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new FixedLengthStream(bytes)
  void passOn(body, writable.getWriter(), silenceSeconds)
  return readable
}

async function passOn(
  body: ReadableStream<Uint8Array>,
  writer: WritableStreamDefaultWriter<Uint8Array>,
  silenceSeconds: number,
): Promise<void> {
  const reader = openByteReader(body)
  const read = () => withDeadline(silenceSeconds, () => reader.read())
  try {
    for (let piece = await read(); piece !== null; piece = await read()) await writer.write(piece)
    await writer.close()
  } catch (error) {
    // Whichever side failed, the other one is told.
    writer.abort(error).catch(() => {})
    reader.cancel(error).catch(() => {})
  }
}
