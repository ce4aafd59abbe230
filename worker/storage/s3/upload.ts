import type { PartedUpload, UploadedPart } from '../file-store.ts'
import type { S3Client } from './client.ts'
import { etagIn, headFile } from './facts.ts'
import { S3Error } from './s3-error.ts'
import { escapeXml, textOf } from './xml.ts'

export async function createUpload(
  client: S3Client,
  key: string,
  contentType: string,
): Promise<PartedUpload> {
  const { text } = await client.ask({
    method: 'POST',
    key,
    query: { uploads: '' },
    root: 'InitiateMultipartUploadResult',
    headers: { 'content-type': contentType },
  })
  const uploadId = textOf(text, 'UploadId')
  if (!uploadId) throw new S3Error('POST', 200, text)
  return {
    async uploadPart(number, part) {
      const query = { partNumber: String(number), uploadId }
      const { headers } = await client.ask({ method: 'PUT', key, query, body: part })
      return { partNumber: number, etag: etagIn(headers) }
    },
    async complete(parts) {
      const body = new TextEncoder().encode(partsAsXml(parts))
      const root = 'CompleteMultipartUploadResult'
      const request = { method: 'POST', key, query: { uploadId }, body, root } as const
      const gone = await client.ask(request).then(() => null, unlessGone)
      // Of two requests the first may have been heard. A key is written once, so what is there is ours.
      const facts = await headFile(client, key)
      if (facts === null) throw gone ?? new Error('S3 took a file that it does not have')
      return facts
    },
    async abort() {
      await client.ask({ method: 'DELETE', key, query: { uploadId } }).catch(unlessGone)
    },
  }
}

/** Answers the error when it says that the upload is over, by whichever way. */
function unlessGone(error: unknown): S3Error {
  if (error instanceof S3Error && error.code === 'NoSuchUpload') return error
  throw error
}

function partsAsXml(parts: readonly UploadedPart[]): string {
  const inOrder = parts.toSorted((one, other) => one.partNumber - other.partNumber)
  const elements = inOrder.map(
    ({ partNumber, etag }) =>
      `<Part><PartNumber>${partNumber}</PartNumber><ETag>${escapeXml(etag)}</ETag></Part>`,
  )
  return `<CompleteMultipartUpload>${elements.join('')}</CompleteMultipartUpload>`
}
