import type { FileFacts, FileStore } from './file-store.ts'
import { RefusedBody } from './refused-body.ts'

/** Stores a body as it arrives, and nothing unless all of it came. */
export async function putKnownLength(
  files: FileStore,
  key: string,
  chunks: AsyncIterable<Uint8Array>,
  length: number,
  options: { contentType: string },
): Promise<FileFacts> {
  const { readable, writable } = new FixedLengthStream(length)
  const writer = writable.getWriter()
  const put = files.put(key, readable, options)
  // The side that fails first keeps the other from waiting.
  put.catch((error) => writer.abort(error)).catch(() => {})
  const feeding = feed(chunks, writer).catch((error) => {
    writer.abort(error).catch(() => {})
    throw error
  })
  const [stored, fed] = await Promise.allSettled([put, feeding])
  if (fed.status === 'rejected' && fed.reason instanceof RefusedBody) throw fed.reason
  if (stored.status === 'rejected') throw stored.reason
  if (fed.status === 'rejected') throw fed.reason
  return stored.value
}

async function feed(
  chunks: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<Uint8Array>,
): Promise<void> {
  for await (const chunk of chunks) await writer.write(chunk)
  await writer.close()
}
