import { fromR2 } from './refused-body.ts'

/** R2 wants parts of one size, at least 5 MiB each; only the last may be smaller. */
export const PART_BYTES = 5 * 1024 * 1024

/**
 * Stores a body of unknown length: at once when it fits into one part, else by a multipart upload,
 * part after part. Holds one part, and R2 a copy of it while it is sent. When `chunks` throws or R2
 * fails, the upload is aborted.
 */
export async function putInParts(
  bucket: R2Bucket,
  key: string,
  chunks: AsyncIterable<Uint8Array>,
  options: R2PutOptions & R2MultipartOptions,
): Promise<R2Object> {
  const part = new Uint8Array(PART_BYTES)
  const sent: R2UploadedPart[] = []
  let filled = 0
  let upload: R2MultipartUpload | null = null
  try {
    for await (const chunk of chunks) {
      for (let rest = chunk; rest.length > 0; ) {
        if (filled === PART_BYTES) {
          upload ??= await fromR2(bucket.createMultipartUpload(key, options))
          sent.push(await fromR2(upload.uploadPart(sent.length + 1, part)))
          filled = 0
        }
        const fitting = rest.subarray(0, PART_BYTES - filled)
        part.set(fitting, filled)
        filled += fitting.length
        rest = rest.subarray(fitting.length)
      }
    }
    const last = part.subarray(0, filled)
    if (upload === null) return await fromR2(bucket.put(key, last, options))
    sent.push(await fromR2(upload.uploadPart(sent.length + 1, last)))
    return await fromR2(upload.complete(sent))
  } catch (error) {
    await upload?.abort().catch(() => {})
    throw error
  }
}
