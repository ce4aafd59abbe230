import type { FileFacts } from '../file-store.ts'
import type { S3Client } from './client.ts'
import { S3Error } from './s3-error.ts'

export async function headFile(client: S3Client, key: string): Promise<FileFacts | null> {
  const answer = await client.open({ method: 'HEAD', key })
  if (answer === null) return null
  const bytes = bytesIn(answer.headers)
  if (bytes === null) throw new S3Error('HEAD', answer.status, '')
  return factsOf(key, answer.headers, bytes)
}

/** Of a file that was just written: S3 doesn't say how much it has taken, nor when. */
export async function readFacts(client: S3Client, key: string): Promise<FileFacts> {
  const facts = await headFile(client, key)
  if (facts === null) throw new Error('S3 took a file that it does not have')
  return facts
}

export function bytesIn(headers: Headers): number | null {
  const length = headers.get('content-length') ?? ''
  return /^\d+$/.test(length) ? Number(length) : null
}

export function factsOf(key: string, headers: Headers, bytes: number): FileFacts {
  const etag = etagIn(headers)
  const modified = new Date(headers.get('last-modified') ?? '')
  if (Number.isNaN(modified.getTime())) throw new Error('S3 does not say when it took a file')
  return { key, bytes, etag, modified }
}

export function etagIn(headers: Headers): string {
  const etag = /^(?:W\/)?"?([^"]+)"?$/.exec(headers.get('etag') ?? '')?.[1]
  if (etag === undefined) throw new Error('S3 names no etag')
  return `"${etag}"`
}
