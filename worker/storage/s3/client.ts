import { AwsClient } from 'aws4fetch'
import { toHex } from '../../crypto/hex.ts'
import { readAnswer } from './read-answer.ts'
import { S3Error } from './s3-error.ts'
import { withDeadline } from './with-deadline.ts'
import { isDocument } from './xml.ts'

export type S3Settings = {
  /** Without the bucket: `https://s3.eu-central-1.amazonaws.com`, `https://minio.example.com`. */
  S3_ENDPOINT: string
  S3_BUCKET: string
  S3_REGION: string
  S3_ACCESS_KEY_ID: string
  S3_SECRET_ACCESS_KEY: string
}

export type S3Request = {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** The bucket itself when left out. */
  key?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: Uint8Array
  /** What the document that answers is called: S3 may say 200 and then report a failure. */
  root?: string
}

export type S3Client = {
  /** The answer's head, in time; its body comes at the reader's pace. Null when there is no such file. */
  open(request: S3Request): Promise<Response | null>
  /** The whole answer, as text. Rejects when there is no such file or upload. */
  ask(request: S3Request): Promise<{ headers: Headers; text: string }>
}

const TRIES_MAX = 3
const FIRST_PAUSE_MILLISECONDS = 100

/** How long S3 may take to answer, all tries together. */
export type S3Patience = { readSeconds: number; writeSeconds: number }

export function openS3Client(
  settings: S3Settings,
  { readSeconds, writeSeconds }: S3Patience,
  send: typeof fetch,
): S3Client {
  const aws = new AwsClient({
    accessKeyId: settings.S3_ACCESS_KEY_ID,
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY,
    region: settings.S3_REGION,
    service: 's3',
  })

  async function sendOnce(request: S3Request, signal: AbortSignal): Promise<Response> {
    const { method, headers, body } = request
    const address = addressOf(settings, request)
    const { headers: signed } = await aws.sign(address, {
      method,
      headers: body instanceof Uint8Array ? { 'x-amz-content-sha256': await hashOf(body) } : {},
    })
    // These aren't signed: a proxy on the way may rewrite them. A packed body would have another length.
    for (const [name, value] of Object.entries({ ...headers, 'accept-encoding': 'identity' }))
      signed.set(name, value)
    const init = { method, headers: signed, redirect: 'manual' as const, signal }
    // Nothing that is stored is in shared memory.
    return send(address, body === undefined ? init : { ...init, body: body as BodyInit })
  }

  async function tryRepeatedly<Answer>(
    request: S3Request,
    read: (answer: Response) => Promise<Answer>,
  ): Promise<Answer> {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    return withDeadline(isRead ? readSeconds : writeSeconds, async (signal) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await read(await sendOnce(request, signal))
        } catch (error) {
          if (tries === TRIES_MAX || signal.aborted || !isPassing(error)) throw error
          await pauseAfter(tries)
        }
      }
    })
  }

  return {
    open: (request) => tryRepeatedly(request, (answer) => readHead(request, answer)),
    ask: (request) =>
      tryRepeatedly(request, async (answer) => {
        const text = await readAnswer(answer)
        const isAnswer = request.root === undefined || isDocument(text, request.root)
        if (!answer.ok || !isAnswer) throw new S3Error(request.method, answer.status, text)
        return { headers: answer.headers, text }
      }),
  }
}

/**
 * 304 is an answer. Of a file that isn't there a GET says so in XML, and a HEAD can't: then a bucket that
 * isn't there looks the same.
 */
async function readHead(request: S3Request, answer: Response): Promise<Response | null> {
  if (answer.ok || answer.status === 304) return answer
  const isHead = request.method === 'HEAD'
  const error = new S3Error(request.method, answer.status, isHead ? '' : await readAnswer(answer))
  if (answer.status === 404 && (isHead || error.code === 'NoSuchKey')) return null
  throw error
}

function addressOf({ S3_ENDPOINT, S3_BUCKET }: S3Settings, { key, query = {} }: S3Request): string {
  const path = [S3_BUCKET, ...(key === undefined ? [] : key.split('/'))].map(encode).join('/')
  const search = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`)
  return `${S3_ENDPOINT.replace(/\/+$/, '')}/${path}${search.length > 0 ? '?' : ''}${search.join('&')}`
}

/** RFC 3986, as signatures want it. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

async function hashOf(body: Uint8Array): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', body as Uint8Array<ArrayBuffer>))
}

/** What is no answer of S3 is one of the network. */
function isPassing(error: unknown): boolean {
  return !(error instanceof S3Error) || error.isPassing
}

function pauseAfter(tries: number): Promise<void> {
  const milliseconds = FIRST_PAUSE_MILLISECONDS * 2 ** (tries - 1) * (1 + Math.random())
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
