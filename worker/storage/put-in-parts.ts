import type { FileFacts, FileStore, PartedUpload, UploadedPart } from './file-store.ts'

/** Stores want parts of one size, at least this. */
export const PART_BYTES = 5 * 1024 * 1024

/** Holds one part. Sends a small body at once, a larger one by a multipart upload that it aborts on failure. */
export async function putInParts(
  files: FileStore,
  key: string,
  chunks: AsyncIterable<Uint8Array>,
  options: { contentType: string },
): Promise<FileFacts> {
  const part = new Uint8Array(PART_BYTES)
  const sent: UploadedPart[] = []
  let filled = 0
  let upload: PartedUpload | null = null
  try {
    for await (const chunk of chunks) {
      for (let rest = chunk; rest.length > 0; ) {
        if (filled === PART_BYTES) {
          upload ??= await files.create(key, options)
          sent.push(await upload.uploadPart(sent.length + 1, part))
          filled = 0
        }
        const fitting = rest.subarray(0, PART_BYTES - filled)
        part.set(fitting, filled)
        filled += fitting.length
        rest = rest.subarray(fitting.length)
      }
    }
    const last = part.subarray(0, filled)
    if (upload === null) return await files.put(key, last, options)
    sent.push(await upload.uploadPart(sent.length + 1, last))
    return await upload.complete(sent)
  } catch (error) {
    await upload?.abort().catch(() => {})
    throw error
  }
}
