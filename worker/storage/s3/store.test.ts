import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { streamOf } from '../../audio/testdata/fixtures.ts'
import { emptyFolder } from '../empty-folder.ts'
import type { FileStore } from '../file-store.ts'
import { openS3 } from './store.ts'

const SETTINGS = inject('standIns').s3
const REAL = openS3(SETTINGS)
const TYPE = { contentType: 'audio/mpeg' }
const BYTES = Uint8Array.from({ length: 3_000 }, (_, at) => (at * 31) & 0xff)

let folder: string
let key: string
beforeEach(() => {
  folder = `s3-test/${crypto.randomUUID()}/`
  key = `${folder}song.mp3`
})
afterEach(() => emptyFolder(REAL, folder))

type Send = typeof fetch
/** What happens to a request instead of being sent. `send` sends it after all. */
type Turn = (send: () => Promise<Response>) => Promise<Response>

/** The store, to whose first requests something happens; those after them come through. */
function openFailing(turns: Turn[], options: Parameters<typeof openS3>[1] = {}) {
  const requests: string[] = []
  const send: Send = (input, init) => {
    const { pathname, search } = new URL(String(input))
    const [what] = search.slice(1).split('=')
    requests.push([init?.method, what || null].filter(Boolean).join(' '))
    expect(pathname).toContain(SETTINGS.S3_BUCKET)
    const real = () => fetch(input, init)
    const turn = turns[requests.length - 1]
    return turn === undefined ? real() : turn(real)
  }
  return { files: openS3(SETTINGS, { ...options, fetch: send }), requests }
}

const answer =
  (status: number, body: string | null = null, headers: Record<string, string> = {}): Turn =>
  async () =>
    new Response(body, { status, headers })

const refuse = (status: number, code: string) =>
  answer(status, `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Key>${key}</Key></Error>`)

const breakOff: Turn = () => Promise.reject(new TypeError('Network connection lost.'))

/** It is done, and nobody hears of it. */
const loseAnswer: Turn = async (send) => {
  await (await send()).body?.cancel()
  throw new TypeError('Network connection lost.')
}

const FAILURES: [string, () => Turn][] = [
  ['SlowDown', () => refuse(503, 'SlowDown')],
  ['InternalError', () => refuse(500, 'InternalError')],
  ['RequestTimeout', () => refuse(400, 'RequestTimeout')],
  ['a proxy that has no S3', () => answer(502, '<html><h1>Bad gateway</h1></html>')],
  ['a failure after 200', () => refuse(200, 'InternalError')],
  ['a connection that breaks', () => breakOff],
  ['an answer that is lost', () => loseAnswer],
]

/** Everything that is safe to send twice, each with its first request. */
const REPEATED: [string, string, (files: FileStore) => Promise<unknown>][] = [
  ['delete', 'POST delete', (files) => files.delete([key])],
  ['list', 'GET list-type', (files) => files.list(folder)],
  ['put bytes', 'PUT', (files) => files.put(key, BYTES, TYPE)],
  ['put a stream', 'PUT', (files) => files.put(key, streamOf(BYTES), TYPE)],
]

describe('a failure that passes', () => {
  for (const [operation, request, run] of REPEATED)
    it.each(FAILURES)(`is not the end of ${operation}: %s`, async (failure, turn) => {
      // A PUT has no document in which a failure could come late.
      if (failure === 'a failure after 200' && request === 'PUT') return
      const { files, requests } = openFailing([turn()])
      await run(files)
      expect(requests.slice(0, 2)).toEqual([request, request])
    })

  it.each(FAILURES.slice(0, 2))('is not the end of get and head: %s', async (_, turn) => {
    await REAL.put(key, BYTES, TYPE)
    const { files, requests } = openFailing([turn(), (send) => send(), turn()])
    const file = await files.get(key)
    expect(await new Response(file?.body).bytes()).toEqual(BYTES)
    expect(await files.head(key)).toMatchObject({ bytes: 3_000 })
    expect(requests).toEqual(['GET', 'GET', 'HEAD', 'HEAD'])
  })

  it.each(FAILURES.filter(([name]) => name !== 'a failure after 200'))(
    'is not the end of an upload in parts: %s',
    async (_, turn) => {
      const pass: Turn = (send) => send()
      const { files, requests } = openFailing([turn(), pass, turn(), pass, turn()])
      const upload = await files.create(key, TYPE)
      expect(await upload.complete([await upload.uploadPart(1, BYTES)])).toMatchObject({
        bytes: 3_000,
      })
      const twice = (request: string) => [request, request]
      const asked = [
        ...twice('POST uploads'),
        ...twice('PUT partNumber'),
        ...twice('POST uploadId'),
      ]
      expect(requests).toEqual([...asked, 'HEAD'])
    },
  )

  it('is one after three tries', async () => {
    const { files, requests } = openFailing(Array(9).fill(refuse(503, 'SlowDown')))
    await expect(files.list(folder)).rejects.toThrow('S3 answered 503 SlowDown to GET')
    expect(requests).toHaveLength(3)
  })
})

describe('a refusal', () => {
  it.each([
    ['AccessDenied', 403],
    ['NoSuchBucket', 404],
    ['PermanentRedirect', 301],
  ])('is told at once, without the name of a file: %s', async (code, status) => {
    for (const [, , run] of REPEATED) {
      const { files, requests } = openFailing([refuse(status, code)])
      const error = await run(files).catch((error: Error) => error.message)
      expect(error).toMatch(new RegExp(`^S3 answered ${status} ${code} to [A-Z]+$`))
      expect(requests).toHaveLength(1)
    }
  })

  it.each([
    ['the bucket is not there', () => refuse(404, 'NoSuchBucket')],
    ['a proxy has no such page', () => answer(404, '<html>Not found</html>')],
    ['whoever asks may not', () => refuse(403, 'AccessDenied')],
  ])('does not look like a song that is gone: %s', async (_, turn) => {
    await expect(openFailing([turn()]).files.get(key)).rejects.toThrow(/^S3 answered 40[34]/)
  })

  it('of a part of the files is one of the whole', async () => {
    const text = '<DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code></Error></DeleteResult>'
    const { files } = openFailing([answer(200, text)])
    await expect(files.delete([key, `${key}2`])).rejects.toThrow('S3 answered 200 AccessDenied')
  })

  it('follows no redirect: the signature is for one host', async () => {
    const elsewhere = answer(307, null, { location: 'https://elsewhere.example.com/' })
    const { files, requests } = openFailing([elsewhere])
    await expect(files.get(key)).rejects.toThrow('S3 answered 307')
    expect(requests).toEqual(['GET'])
  })

  it('comes when the secret is wrong, or the bytes are not those that were signed', async () => {
    const wrong = openS3({ ...SETTINGS, S3_SECRET_ACCESS_KEY: 'another-secret' })
    await expect(wrong.put(key, BYTES, TYPE)).rejects.toThrow('403 SignatureDoesNotMatch')
    const altering: Send = (input, init) =>
      fetch(input, init?.method === 'PUT' ? { ...init, body: BYTES.toReversed() } : init)
    await expect(openS3(SETTINGS, { fetch: altering }).put(key, BYTES, TYPE)).rejects.toThrow('400')
    expect(await REAL.head(key)).toBeNull()
  })
})

describe('an answer that is none', () => {
  const facts = { etag: '"a"', 'last-modified': new Date().toUTCString() }

  it.each([
    ['the whole file instead of a range', () => answer(200, 'whole', facts)],
    ['another range', () => answer(206, 'x', { ...facts, 'content-range': 'bytes 0-0/9' })],
    ['no size', () => answer(206, 'x', facts)],
  ])('is refused: %s', async (_, turn) => {
    const { files } = openFailing([turn()])
    await expect(files.get(key, { range: { offset: 5, length: 3 } })).rejects.toThrow()
  })

  it('is refused: a page of HTML instead of a list', async () => {
    const { files } = openFailing([answer(200, '<html>Sign in to this network</html>')])
    await expect(files.list(folder)).rejects.toThrow('S3 answered 200 without a code to GET')
  })

  it('is refused: a page that goes on, but not where', async () => {
    const text = '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>'
    const { files } = openFailing([answer(200, text)])
    await expect(files.list(folder)).rejects.toThrow()
  })

  it('is refused: more than can be read', async () => {
    const endless = Array<Turn>(3).fill(async () => new Response('<x>'.repeat(2_000_000)))
    await expect(openFailing(endless).files.list(folder)).rejects.toThrow('more than')
  })
})

describe('silence', () => {
  const never: Turn = () => new Promise(() => {})
  const SHORT = 0.05
  const open = (chunks: Uint8Array[], length: number, end?: 'closes') =>
    answerWith(
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(chunk)
          if (end) controller.close()
        },
      }),
      length,
    )
  const answerWith =
    (body: ReadableStream, length: number): Turn =>
    async () =>
      new Response(body, {
        headers: {
          etag: '"a"',
          'last-modified': new Date().toUTCString(),
          'content-length': String(length),
        },
      })

  it.each(REPEATED)('ends %s after a time', async (_, __, run) => {
    const { files } = openFailing([never], { readSeconds: SHORT, writeSeconds: SHORT })
    await expect(run(files)).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('ends a body after a time', async () => {
    const { files } = openFailing([open([BYTES], 6_000)], { silenceSeconds: SHORT })
    const file = await files.get(key)
    await expect(new Response(file?.body).bytes()).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('of whoever reads ends nothing', async () => {
    const { files } = openFailing([open([BYTES, BYTES], 6_000, 'closes')], {
      silenceSeconds: SHORT,
    })
    const reader = (await files.get(key))?.body?.getReader()
    let read = (await reader?.read())?.value?.length ?? 0
    await new Promise((resolve) => setTimeout(resolve, 4 * SHORT * 1000))
    for (let next = await reader?.read(); next?.value; next = await reader?.read())
      read += next.value.length
    expect(read).toBe(6_000)
  })

  it('too early makes a body fail: it is not the whole file', async () => {
    const { files } = openFailing([open([BYTES], 6_000, 'closes')])
    const file = await files.get(key)
    await expect(new Response(file?.body).bytes()).rejects.toThrow()
  })
})
