import { Readable } from 'node:stream'
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import { z } from 'zod'
import { openByteReader } from '../audio/byte-reader.ts'
import {
  PAUSE_SECONDS_MAX,
  REFERENCE_BYTES_MAX,
  type Upload,
} from '../domain/files/store-reference.ts'
import { DomainError } from '../errors.ts'
import { invalidFields } from '../middleware/errors.ts'
import { RIGHTS, type Rights } from '../states/rights.ts'
import { TOO_LATE, within } from '../storage/within.ts'
import { words } from '../texts.ts'

const NAME_LENGTH_MAX = 200
const FIELDS_MAX = 4
const FIELD_BYTES_MAX = 4_000
/** What a form's own lines may take. */
const FORM_BYTES_MAX = 64 * 1024

const Facts = z.strictObject({
  name: words(NAME_LENGTH_MAX).min(1, 'Write at least one character.').default('Reference'),
  rights: z.enum(RIGHTS, `Say whose it is: ${RIGHTS.join(', ')}.`),
})

/**
 * A sound that comes as the body itself, its facts in the query, or in a form as `file`, with `rights`. Nothing of it
 * is read yet. Throws `unsupported_media`, `length_required`, `too_large`, or `invalid` for a wrong query.
 */
export function readUpload({ body, headers, url }: Request): Upload {
  const type = headers.get('content-type') ?? ''
  const length = readLength(headers)
  const bytes = body ?? new Blob([]).stream()
  if (/^multipart\/form-data\s*;/i.test(type)) return readForm(bytes, type, length)
  if (!/^(audio\/[\w.+-]+|application\/octet-stream)\s*(;|$)/i.test(type))
    throw new DomainError(
      'unsupported_media',
      'Send the sound itself, as Content-Type: audio/mpeg.',
    )
  if (length === null)
    throw new DomainError('length_required', 'Say how long the file is, by Content-Length.')
  const facts = parseFacts(Object.fromEntries(new URL(url).searchParams))
  return { body: bytes, length, bytesMax: length, readFacts: async () => facts }
}

function readLength(headers: Headers): number | null {
  const length = headers.get('content-length') ?? ''
  return /^\d{1,15}$/.test(length) ? Number(length) : null
}

function parseFacts(given: Record<string, unknown>): { name: string; rights: Rights } {
  const parsed = Facts.safeParse(given)
  if (!parsed.success) throw invalidFields(parsed.error.issues)
  return parsed.data
}

function readForm(
  bytes: ReadableStream<Uint8Array>,
  contentType: string,
  length: number | null,
): Upload {
  if (length !== null && length > REFERENCE_BYTES_MAX + FORM_BYTES_MAX)
    throw new DomainError('too_large', 'A reference takes 50 MB at most.')
  const fields: Record<string, string> = {}
  const form = openForm(contentType)
  form.on('field', (name, value) => {
    fields[name] = value
  })
  const ended = new Promise<void>((resolve, reject) => {
    form.on('finish', resolve)
    form.on('error', () => reject(brokenForm()))
  })
  const file = new Promise<Readable>((resolve, reject) => {
    form.on('file', (name, stream, fileName) => {
      stream.on('error', () => {})
      if (name !== 'file') return void stream.resume()
      if (fileName) fields.name ??= fileName
      resolve(stream)
    })
    ended.then(() => reject(noFile()), reject)
  })
  // Whoever asks hears of it; nobody may.
  ended.catch(() => {})
  file.catch(() => {})
  const source = Readable.from(piecesOf(bytes), { objectMode: false })
  source.on('error', (error) => form.destroy(error))
  source.pipe(form)
  return {
    body: bodyOf(file, () => source.destroy()),
    length: null,
    bytesMax: Math.min(length ?? REFERENCE_BYTES_MAX, REFERENCE_BYTES_MAX),
    async readFacts() {
      await ended
      return parseFacts(fields)
    },
  }
}

function openForm(contentType: string): BusboyInstance {
  try {
    const headers: BusboyHeaders = { 'content-type': contentType }
    const limits = { files: 1, fields: FIELDS_MAX, fieldSize: FIELD_BYTES_MAX }
    return new Busboy({ headers, limits })
  } catch {
    throw brokenForm()
  }
}

/** Fails when the body stops for too long. */
async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = openByteReader(body)
  try {
    for (;;) {
      const piece = await within(PAUSE_SECONDS_MAX, reader.read())
      if (piece === TOO_LATE) throw brokenForm()
      if (piece === null) return
      yield piece
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
}

/** Of the file in the form, once it comes. */
function bodyOf(file: Promise<Readable>, end: () => void): ReadableStream<Uint8Array> {
  let reader: AsyncIterator<Uint8Array> | undefined
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        reader ??= (await file)[Symbol.asyncIterator]()
        const { done, value } = await reader.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
}

function brokenForm(): DomainError {
  const sentence = 'The form can’t be read.'
  return new DomainError('invalid', sentence, { fields: { body: sentence } })
}

function noFile(): DomainError {
  const sentence = 'There is no file in the form.'
  return new DomainError('invalid', sentence, { fields: { file: sentence } })
}
