import type { FileStore, GetOptions } from '../file-store.ts'
import { putInParts } from '../put-in-parts.ts'
import { openS3Client, type S3Client, type S3Settings } from './client.ts'
import { bytesIn, factsOf, headFile, readFacts } from './facts.ts'
import { guardBody } from './read-answer.ts'
import { S3Error } from './s3-error.ts'
import { createUpload } from './upload.ts'
import { escapeXml, textOf, textsOf } from './xml.ts'

export type { S3Settings } from './client.ts'

const PAGE_KEYS_MAX = 1_000
const READ_SECONDS_MAX = 15
/** Songs are uploaded while they are downloaded elsewhere. */
const WRITE_SECONDS_MAX = 90
/** In the middle of a body. */
const SILENCE_SECONDS_MAX = 20

type Options = {
  pageKeys?: number
  readSeconds?: number
  writeSeconds?: number
  silenceSeconds?: number
  fetch?: typeof fetch
}

/** Any S3 that takes the bucket's name in the path. */
export function openS3(settings: S3Settings, options: Options = {}): FileStore {
  const { readSeconds = READ_SECONDS_MAX, writeSeconds = WRITE_SECONDS_MAX } = options
  const { silenceSeconds = SILENCE_SECONDS_MAX, pageKeys = PAGE_KEYS_MAX } = options
  const client = openS3Client(settings, { readSeconds, writeSeconds }, options.fetch ?? fetch)
  const files: FileStore = {
    get: (key, options = {}) => getFile(client, key, { ...options, silenceSeconds }),
    head: (key) => headFile(client, key),
    async put(key, body, options) {
      // What was read of a stream can't be sent again. A part can, however often the connection breaks.
      if (body instanceof ReadableStream) return putInParts(files, key, body, options)
      const headers = { 'content-type': options.contentType }
      await client.ask({ method: 'PUT', key, headers, body: asBytes(body) })
      return readFacts(client, key)
    },
    create: (key, { contentType }) => createUpload(client, key, contentType),
    delete: (keys) => deleteFiles(client, keys),
    list: (prefix, cursor) => listKeys(client, { prefix, cursor, pageKeys }),
  }
  return files
}

function asBytes(body: Uint8Array | string): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body
}

async function getFile(
  client: S3Client,
  key: string,
  { range, onlyIf, silenceSeconds }: GetOptions & { silenceSeconds: number },
) {
  const headers: Record<string, string> = {}
  if (range) headers.range = `bytes=${range.offset}-${range.offset + range.length - 1}`
  if (onlyIf) headers['if-none-match'] = `"${onlyIf.etagDoesNotMatch}"`
  const answer = await client.open({ method: 'GET', key, headers })
  if (answer === null) return null
  if (answer.status === 304) {
    // It doesn't say how large the file is.
    const facts = await headFile(client, key)
    return facts && { ...facts, body: null }
  }
  const sizes = sizesOf(answer, range)
  if (sizes === null) {
    await answer.body?.cancel()
    throw new S3Error('GET', answer.status, '')
  }
  const body = answer.body ?? new Blob().stream()
  return {
    ...factsOf(key, answer.headers, sizes.whole),
    body: guardBody(body, sizes.sent, silenceSeconds),
  }
}

/** Null when this isn't what was asked for. */
function sizesOf(
  { status, headers }: Response,
  range: GetOptions['range'] | undefined,
): { sent: number; whole: number } | null {
  if (range === undefined) {
    const bytes = bytesIn(headers)
    return status === 200 && bytes !== null ? { sent: bytes, whole: bytes } : null
  }
  const told = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '')
  const [first = -1, last = -1, whole = -1] = (told ?? []).slice(1).map(Number)
  if (status !== 206 || first !== range.offset || last < first || last >= whole) return null
  return { sent: last - first + 1, whole }
}

async function deleteFiles(client: S3Client, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const objects = keys.map((key) => `<Object><Key>${escapeXml(key)}</Key></Object>`)
  const body = new TextEncoder().encode(`<Delete><Quiet>true</Quiet>${objects.join('')}</Delete>`)
  const md5 = new Uint8Array(await crypto.subtle.digest('MD5', body))
  const headers = {
    'content-type': 'application/xml',
    'content-md5': btoa(String.fromCharCode(...md5)),
  }
  const root = 'DeleteResult'
  const { text } = await client.ask({ method: 'POST', query: { delete: '' }, headers, body, root })
  if (textsOf(text, 'Code').some((code) => code !== 'NoSuchKey'))
    throw new S3Error('POST', 200, text)
}

async function listKeys(
  client: S3Client,
  { prefix, cursor, pageKeys }: { prefix: string; cursor: string | undefined; pageKeys: number },
) {
  const { text } = await client.ask({
    method: 'GET',
    root: 'ListBucketResult',
    query: {
      'list-type': '2',
      'encoding-type': 'url',
      'max-keys': String(pageKeys),
      prefix,
      ...(cursor === undefined ? {} : { 'continuation-token': cursor }),
    },
  })
  const isTruncated = textOf(text, 'IsTruncated') === 'true'
  const next = textOf(text, 'NextContinuationToken')
  if (isTruncated && !next) throw new S3Error('GET', 200, text)
  const isEncoded = textOf(text, 'EncodingType') === 'url'
  const decode = (key: string) => decodeURIComponent(key.replaceAll('+', ' '))
  return {
    keys: textsOf(text, 'Key').map((key) => (isEncoded ? decode(key) : key)),
    cursor: isTruncated ? next : null,
  }
}
