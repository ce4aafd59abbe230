import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { STORES } from '../../tests/harness/file-stores.ts'
import { type AnswerOptions, answerFile } from './answer-file.ts'
import type { FileStore } from './file-store.ts'

const KEY = 'audio/answer-file-test.mp3'
const bytes = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) % 251)
const options: AnswerOptions = { contentType: 'audio/mpeg', bytes: bytes.length }
interface Asked {
  method?: string
  files?: FileStore
  options?: AnswerOptions
}

describe.each(STORES)('answerFile on $name', ({ files: store }) => {
  let etag = ''
  let lastModified = ''
  let yesterday = ''

  beforeAll(async () => {
    const stored = await store.put(KEY, bytes, options)
    etag = stored.etag
    lastModified = stored.modified.toUTCString()
    yesterday = new Date(stored.modified.getTime() - 86_400_000).toUTCString()
  })

  async function ask(headers: Record<string, string> = {}, asked: Asked = {}) {
    const request = new Request('https://studio.test/audio', {
      method: asked.method ?? 'GET',
      headers,
    })
    const files = asked.files ?? store
    const response = await answerFile(files, KEY, request, asked.options ?? options)
    if (response === null) throw new Error('nothing is stored')
    return response
  }

  /** The real store, which counts what it is asked. */
  function counting() {
    const operations: string[] = []
    const files: FileStore = {
      ...store,
      get: (...given) => {
        operations.push('get')
        return store.get(...given)
      },
      head: (...given) => {
        operations.push('head')
        return store.head(...given)
      },
    }
    return { files, operations }
  }

  describe('the whole file', () => {
    it('comes with every header that a player needs', async () => {
      const response = await ask()
      expect(response.status).toBe(200)
      expect(Object.fromEntries(response.headers)).toEqual({
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-cache',
        'content-length': '3000',
        'content-type': 'audio/mpeg',
        etag,
        'last-modified': lastModified,
        'x-content-type-options': 'nosniff',
      })
      expect(await bodyOf(response)).toEqual(bytes)
    })

    it('has the same headers for HEAD, without a body or a range', async () => {
      const get = await ask()
      const head = await ask({ range: 'bytes=0-9' }, { method: 'HEAD' })
      expect(head.status).toBe(200)
      expect([...head.headers]).toEqual([...get.headers])
      expect(head.body).toBeNull()
      await get.body?.cancel()
    })

    it('may be kept, and is asked for again each time: after a sign-out it is gone', async () => {
      const response = await ask()
      expect(response.headers.get('cache-control')).toBe('private, no-cache')
      await response.body?.cancel()
    })

    it('is null when nothing is stored', async () => {
      for (const headers of [{}, { range: 'bytes=0-1' }, { range: 'bytes=9000-' }]) {
        for (const given of [options, { contentType: 'audio/mpeg' }]) {
          const request = new Request('https://studio.test/audio', { headers })
          expect(await answerFile(store, 'audio/nothing.mp3', request, given)).toBeNull()
        }
      }
    })
  })

  describe('a range', () => {
    it('comes with exactly its bytes, for any range of a file', async () => {
      const range = fc.oneof(
        fc.tuple(fc.nat(2999), fc.nat(4000)).map(([first, more]) => ({
          header: `bytes=${first}-${first + more}`,
          expected: bytes.slice(first, first + more + 1),
          first,
        })),
        fc.nat(2999).map((first) => ({
          header: `bytes=${first}-`,
          expected: bytes.slice(first),
          first,
        })),
        fc.integer({ min: 1, max: 5000 }).map((last) => ({
          header: `bytes=-${last}`,
          expected: bytes.slice(-last),
          first: Math.max(0, 3000 - last),
        })),
      )
      await fc.assert(
        fc.asyncProperty(range, fc.boolean(), async ({ header, expected, first }, sizeKnown) => {
          const given = sizeKnown ? options : { contentType: 'audio/mpeg' }
          const response = await ask({ range: header }, { options: given })
          expect(response.status).toBe(206)
          expect(response.headers.get('content-length')).toBe(String(expected.length))
          const last = first + expected.length - 1
          expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/3000`)
          expect(response.headers.get('etag')).toBe(etag)
          expect(await bodyOf(response)).toEqual(expected)
        }),
        { numRuns: 100 },
      )
    })

    it.each(['bytes=3000-', 'bytes=3000-3001', 'bytes=99999999999999999999-', 'bytes=-0'])(
      'gets 416 and the size when it selects nothing: %s',
      async (range) => {
        for (const given of [options, { contentType: 'audio/mpeg' }]) {
          const response = await ask({ range }, { options: given })
          expect(response.status).toBe(416)
          expect(response.headers.get('content-range')).toBe('bytes */3000')
          expect(await bodyOf(response)).toHaveLength(0)
        }
      },
    )

    it.each(['bytes=9-3', 'bytes=0-1,5-6', 'seconds=0-1', 'bytes=x-y'])(
      'is ignored when it is malformed or one of several: %s',
      async (range) => {
        const response = await ask({ range })
        expect(response.status).toBe(200)
        expect(response.headers.has('content-range')).toBe(false)
        expect(await bodyOf(response)).toEqual(bytes)
      },
    )

    it('is served when If-Range names what is stored', async () => {
      for (const ifRange of [etag, lastModified]) {
        const response = await ask({ range: 'bytes=10-19', 'if-range': ifRange })
        expect(response.status).toBe(206)
        expect(await bodyOf(response)).toEqual(bytes.slice(10, 20))
      }
    })

    it('gets the whole file when If-Range names another file, a weak etag, or an older date', async () => {
      for (const range of ['bytes=10-19', 'bytes=5000-']) {
        for (const ifRange of ['"another"', `W/${etag}`, yesterday, 'nonsense']) {
          const response = await ask({ range, 'if-range': ifRange })
          expect(response.status).toBe(200)
          expect(await bodyOf(response)).toEqual(bytes)
        }
      }
    })
  })

  describe('a condition', () => {
    it.each([
      ['the etag', () => ({ 'if-none-match': etag })],
      ['the etag, weakly', () => ({ 'if-none-match': `W/${etag}` })],
      ['the etag in a list', () => ({ 'if-none-match': `"a,b", W/"c", ${etag}` })],
      ['anything', () => ({ 'if-none-match': '*' })],
      ['the date', () => ({ 'if-modified-since': lastModified })],
      ['the etag, with a range', () => ({ 'if-none-match': etag, range: 'bytes=0-9' })],
      [
        'the etag, with an impossible range',
        () => ({ 'if-none-match': etag, range: 'bytes=9999-' }),
      ],
    ])('spares the body when the client has it already: %s', async (_, headers) => {
      for (const method of ['GET', 'HEAD']) {
        const response = await ask(headers(), { method })
        expect(response.status).toBe(304)
        expect(response.body).toBeNull()
        expect(response.headers.get('etag')).toBe(etag)
        expect(response.headers.get('cache-control')).toBe('private, no-cache')
        expect(response.headers.has('content-length')).toBe(false)
      }
    })

    it.each([
      ['another etag', () => ({ 'if-none-match': '"another"' })],
      [
        'another etag, though the date fits',
        () => ({ 'if-none-match': '"x"', 'if-modified-since': lastModified }),
      ],
      ['an older date', () => ({ 'if-modified-since': yesterday })],
      ['an unreadable date', () => ({ 'if-modified-since': 'yesterday evening' })],
      ['a match', () => ({ 'if-match': `"other", ${etag}` })],
      ['a match of anything', () => ({ 'if-match': '*' })],
      ['a date not passed', () => ({ 'if-unmodified-since': lastModified })],
    ])('lets the whole file through: %s', async (_, headers) => {
      const response = await ask(headers())
      expect(response.status).toBe(200)
      expect(await bodyOf(response)).toEqual(bytes)
    })

    it.each([
      ['another etag', () => ({ 'if-match': '"another"' })],
      ['a weak etag', () => ({ 'if-match': `W/${etag}` })],
      ['a date passed', () => ({ 'if-unmodified-since': yesterday })],
    ])('fails with 412: %s', async (_, headers) => {
      const response = await ask(headers())
      expect(response.status).toBe(412)
      expect(response.body).toBeNull()
    })
  })

  describe('the store', () => {
    it.each([
      ['the whole file', {}, ['get']],
      ['a range', { range: 'bytes=5-9' }, ['get']],
      ['an impossible range', { range: 'bytes=9999-' }, ['head']],
      ['a file the client has', { 'if-none-match': '*' }, ['get']],
    ])('is asked once for %s', async (_, headers: Record<string, string>, expected) => {
      const { files, operations } = counting()
      const response = await ask(headers, { files })
      expect(operations).toEqual(expected)
      await response.body?.cancel()
    })

    it('is asked once for HEAD, without opening the file', async () => {
      const { files, operations } = counting()
      await ask({}, { files, method: 'HEAD' })
      expect(operations).toEqual(['head'])
    })

    it('is asked for the size first when the row has none', async () => {
      const { files, operations } = counting()
      const asked = { files, options: { contentType: 'audio/mpeg' } }
      const response = await ask({ range: 'bytes=-5' }, asked)
      expect(operations).toEqual(['head', 'get'])
      await response.body?.cancel()
    })
  })
})

async function bodyOf(response: Response) {
  return new Uint8Array(await response.arrayBuffer())
}
