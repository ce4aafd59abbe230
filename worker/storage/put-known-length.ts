import { fromR2, RefusedBody } from './refused-body.ts'

/**
 * Passes a body of known length on to R2 as it arrives: one operation, one chunk in memory. R2
 * stores nothing unless the whole length came, and nothing when `chunks` throws.
 */
export async function putKnownLength(
  bucket: R2Bucket,
  key: string,
  chunks: AsyncIterable<Uint8Array>,
  length: number,
  options: R2PutOptions,
): Promise<R2Object> {
  const { readable, writable } = new FixedLengthStream(length)
  const writer = writable.getWriter()
  const put = bucket.put(key, readable, options)
  // Whoever fails first releases the other: R2 from waiting for bytes, us from waiting for R2.
  put.catch((error) => writer.abort(error)).catch(() => {})
  const feeding = feed(chunks, writer).catch((error) => {
    writer.abort(error).catch(() => {})
    throw error
  })
  const [stored, fed] = await Promise.allSettled([fromR2(put), feeding])
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
