import { parseRange, type RequestedRange, selectBytes } from './byte-range.ts'
import type { FileWithBody, GetOptions, ReadableFile, ReadableFiles } from './file-store.ts'
import { evaluatePreconditions, rangeStillApplies } from './preconditions.ts'

export interface AnswerOptions {
  contentType: string
  /** From the file's row: saves a look at the store before a range. */
  bytes?: number | undefined
  /** How long clients may keep it; if left out, they ask each time whether it is still theirs. */
  cacheControl?: string
}

type StoredFile = ReadableFile | (ReadableFile & Pick<FileWithBody, 'body'>)

const ASKED_AGAIN = 'private, no-cache'

/** RFC 9110 §13–15; several ranges get the whole file. Null when nothing is stored. The caller checks who asks. */
export async function answerFile(
  files: ReadableFiles,
  key: string,
  request: Request,
  options: AnswerOptions,
): Promise<Response | null> {
  const range = request.method === 'HEAD' ? null : parseRange(request.headers.get('range'))
  if (range !== null) return answerRange(files, key, request, options, range)

  const object = await (request.method === 'HEAD'
    ? files.head(key)
    : files.get(key, unlessKnown(request)))
  if (object === null) return null
  return (await conditionalAnswer(request, object, options)) ?? answerWhole(object, options)
}

async function answerRange(
  files: ReadableFiles,
  key: string,
  request: Request,
  options: AnswerOptions,
  range: RequestedRange,
): Promise<Response | null> {
  const size = options.bytes ?? (await files.head(key))?.bytes
  if (size === undefined) return null
  const selected = selectBytes(range, size)
  const object = await (selected === null
    ? files.head(key)
    : files.get(key, { range: selected, ...unlessKnown(request) }))
  if (object === null) return null

  const conditional = await conditionalAnswer(request, object, options)
  if (conditional !== null) return conditional
  if (!rangeStillApplies(request.headers, validatorsOf(object))) {
    await bodyOf(object)?.cancel()
    const whole = await files.get(key)
    return whole === null ? null : answerWhole(whole, options)
  }
  if (selected === null) {
    const headers = { 'content-range': `bytes */${object.bytes}`, etag: object.etag }
    return new Response(null, { status: 416, headers })
  }
  const headers = headersOf(object, options)
  const last = selected.offset + selected.length - 1
  headers.set('content-range', `bytes ${selected.offset}-${last}/${object.bytes}`)
  headers.set('content-length', String(selected.length))
  return new Response(bodyOf(object), { status: 206, headers })
}

function unlessKnown(request: Request): Pick<GetOptions, 'onlyIf'> {
  const known = /^(?:W\/)?"([^",]+)"$/.exec(request.headers.get('if-none-match') ?? '')?.[1]
  return known === undefined ? {} : { onlyIf: { etagDoesNotMatch: known } }
}

function answerWhole(object: StoredFile, options: AnswerOptions): Response {
  const headers = headersOf(object, options)
  headers.set('content-length', String(object.bytes))
  return new Response(bodyOf(object), { headers })
}

async function conditionalAnswer(
  request: Request,
  object: StoredFile,
  options: AnswerOptions,
): Promise<Response | null> {
  const outcome = evaluatePreconditions(request.headers, validatorsOf(object))
  if (outcome === 'proceed') return null
  await bodyOf(object)?.cancel()
  if (outcome === 'failed') {
    return new Response(null, { status: 412, headers: { etag: object.etag } })
  }
  const headers = headersOf(object, options)
  headers.delete('content-type')
  return new Response(null, { status: 304, headers })
}

function headersOf(object: StoredFile, { contentType, cacheControl }: AnswerOptions): Headers {
  return new Headers({
    'accept-ranges': 'bytes',
    'cache-control': cacheControl ?? ASKED_AGAIN,
    'content-type': contentType,
    etag: object.etag,
    ...(object.modified && { 'last-modified': object.modified.toUTCString() }),
    'x-content-type-options': 'nosniff',
  })
}

function validatorsOf(object: StoredFile) {
  return { etag: object.etag, modified: object.modified }
}

function bodyOf(object: StoredFile): ReadableStream | null {
  return 'body' in object ? object.body : null
}
