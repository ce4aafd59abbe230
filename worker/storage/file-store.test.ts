import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { STORES } from '../../tests/harness/file-stores.ts'
import { emptyFolder } from './empty-folder.ts'
import type { FileStore } from './file-store.ts'

const PART_BYTES = 5 * 1024 * 1024
const PAGE_KEYS = 3
const AS_BINARY = { contentType: 'application/octet-stream' }

/** What every store of files promises. */
for (const { name, openPaged, contentTypeOf } of STORES)
  describe(name, () => {
    let files: FileStore
    let folder: string
    beforeEach(() => {
      files = openPaged(PAGE_KEYS)
      folder = `file-store-test/${crypto.randomUUID()}/`
    })
    afterEach(() => emptyFolder(files, folder))

    const put = (name: string, body: Parameters<FileStore['put']>[1]) =>
      files.put(folder + name, body, AS_BINARY)

    async function readBytes(name: string): Promise<Uint8Array | null> {
      const file = await files.get(folder + name)
      return file?.body ? await new Response(file.body).bytes() : null
    }

    describe('put', () => {
      it.each<[string, () => Parameters<FileStore['put']>[1]]>([
        ['bytes', () => bytesOf(3_000)],
        ['a part of an array', () => bytesOf(4_000).subarray(0, 3_000)],
        ['a stream', () => streamOf(bytesOf(3_000), 3_000)],
      ])('stores %s', async (_, body) => {
        await put('song.mp3', body())
        expect(await readBytes('song.mp3')).toEqual(bytesOf(3_000))
      })

      it('stores text as UTF-8', async () => {
        expect(await put('peaks.json', '"雨 🎵"')).toMatchObject({ bytes: 10 })
        expect(new TextDecoder().decode((await readBytes('peaks.json')) ?? undefined)).toBe(
          '"雨 🎵"',
        )
      })

      it('stores the type beside a file, also beside one that came in parts', async () => {
        const contentType = 'audio/mpeg'
        const { key } = await files.put(`${folder}song.mp3`, bytesOf(10), { contentType })
        const upload = await files.create(`${folder}parts.mp3`, { contentType })
        await upload.complete([await upload.uploadPart(1, bytesOf(10))])
        expect(await contentTypeOf(key)).toBe(contentType)
        expect(await contentTypeOf(`${folder}parts.mp3`)).toBe(contentType)
      })

      it('stores an empty file', async () => {
        expect(await put('nothing', new Uint8Array())).toMatchObject({ bytes: 0 })
        expect(await readBytes('nothing')).toEqual(new Uint8Array())
      })

      it.each([
        ['fewer', 2_999],
        ['more', 3_001],
      ])('stores nothing of a stream with %s bytes than announced', async (_, length) => {
        await expect(put('song.mp3', streamOf(bytesOf(length), 3_000))).rejects.toThrow()
        expect(await files.head(`${folder}song.mp3`)).toBeNull()
      })

      it('stores nothing of a stream that fails', async () => {
        const { readable, writable } = new FixedLengthStream(3_000)
        const writer = writable.getWriter()
        const writing = writer.write(bytesOf(1_000)).then(() => writer.abort(new Error('cut')))
        await expect(put('song.mp3', readable)).rejects.toThrow()
        await writing.catch(() => undefined)
        expect(await files.head(`${folder}song.mp3`)).toBeNull()
      })
    })

    describe('the facts of a file', () => {
      it('are the same from put, head and get', async () => {
        const stored = await put('song.mp3', bytesOf(3_000))
        expect(stored).toEqual({
          key: `${folder}song.mp3`,
          bytes: 3_000,
          etag: expect.stringMatching(/^"[^"]+"$/),
          modified: expect.any(Date),
        })
        expect(await files.head(stored.key)).toEqual(stored)
        const { body, ...facts } = (await files.get(stored.key)) ?? {}
        expect(facts).toEqual(stored)
        await body?.cancel()
      })

      it.each(["it's (a) song!.mp3", 'a+b=c&d%20e.mp3', '雨 🎵?#*~.mp3', '<"a">/b\\c.mp3'])(
        'are those of its very key: %s',
        async (name) => {
          const { key } = await put(name, bytesOf(10))
          expect(await files.head(folder + name)).toMatchObject({ key, bytes: 10 })
          expect((await files.list(folder)).keys).toEqual([folder + name])
          await files.delete([folder + name])
          expect(await files.head(folder + name)).toBeNull()
        },
      )

      it('tell when it was stored', async () => {
        const { modified } = await put('song.mp3', bytesOf(3_000))
        expect(Math.abs(Date.now() - modified.getTime())).toBeLessThan(60_000)
      })

      it('have another etag for other bytes', async () => {
        const [one, other] = [await put('a', bytesOf(3_000)), await put('b', bytesOf(2_999))]
        expect(one.etag).not.toBe(other.etag)
      })

      it('are null where there is no file', async () => {
        await put('song.mp3', bytesOf(10))
        for (const missing of ['song', 'song.mp3/', 'SONG.mp3', '']) {
          expect(await files.head(folder + missing)).toBeNull()
          expect(await files.get(folder + missing)).toBeNull()
        }
      })
    })

    describe('get', () => {
      it.each([
        ['the first byte', { offset: 0, length: 1 }],
        ['bytes in the middle', { offset: 1_000, length: 500 }],
        ['the last byte', { offset: 2_999, length: 1 }],
        ['every byte', { offset: 0, length: 3_000 }],
      ])('gives %s, and the size of the whole file', async (_, range) => {
        const stored = await put('song.mp3', bytesOf(3_000))
        const file = await files.get(stored.key, { range })
        expect(file).toMatchObject({ bytes: 3_000, etag: stored.etag })
        const end = range.offset + range.length
        expect(await new Response(file?.body).bytes()).toEqual(
          bytesOf(3_000).slice(range.offset, end),
        )
      })

      it('gives what there is of a range that reaches beyond the end', async () => {
        const { key } = await put('song.mp3', bytesOf(3_000))
        const file = await files.get(key, { range: { offset: 2_990, length: 100 } })
        expect(file?.bytes).toBe(3_000)
        expect(await new Response(file?.body).bytes()).toEqual(bytesOf(3_000).slice(2_990))
      })

      it('refuses a range that begins beyond the end', async () => {
        const { key } = await put('song.mp3', bytesOf(3_000))
        for (const offset of [3_000, 5_000])
          await expect(files.get(key, { range: { offset, length: 1 } })).rejects.toThrow()
      })

      it('gives a body that can be read in part and canceled', async () => {
        const { key } = await put('song.wav', bytesOf(1_000_000))
        const file = await files.get(key)
        const reader = file?.body?.getReader()
        expect((await reader?.read())?.done).toBe(false)
        await reader?.cancel()
        expect(await files.head(key)).toMatchObject({ bytes: 1_000_000 })
      })

      it('spares the body of a file that still has the etag', async () => {
        const stored = await put('song.mp3', bytesOf(3_000))
        const onlyIf = { etagDoesNotMatch: stored.etag.slice(1, -1) }
        for (const range of [undefined, { offset: 5, length: 5 }]) {
          const file = await files.get(stored.key, range ? { onlyIf, range } : { onlyIf })
          expect(file).toEqual({ ...stored, body: null })
        }
      })

      it('gives the body of a file that has another etag', async () => {
        const { key } = await put('song.mp3', bytesOf(3_000))
        const file = await files.get(key, { onlyIf: { etagDoesNotMatch: 'another' } })
        expect(await new Response(file?.body).bytes()).toEqual(bytesOf(3_000))
      })
    })

    describe('an upload in parts', () => {
      it('becomes a file when it is complete, and not before', async () => {
        const key = `${folder}song.wav`
        const whole = bytesOf(PART_BYTES + 10)
        const upload = await files.create(key, AS_BINARY)
        const parts = [
          await upload.uploadPart(1, whole.subarray(0, PART_BYTES)),
          await upload.uploadPart(2, whole.subarray(PART_BYTES)),
        ]
        expect(await files.head(key)).toBeNull()
        const stored = await upload.complete(parts)
        expect(stored).toMatchObject({ key, bytes: whole.length })
        expect(await files.head(key)).toEqual(stored)
        expect(Buffer.compare((await readBytes('song.wav')) ?? whole.subarray(1), whole)).toBe(0)
      })

      it('takes parts in any order, and replaces a part', async () => {
        const upload = await files.create(`${folder}song.wav`, AS_BINARY)
        const last = await upload.uploadPart(2, Uint8Array.of(1, 2, 3))
        await upload.uploadPart(1, new Uint8Array(PART_BYTES))
        const first = await upload.uploadPart(1, bytesOf(PART_BYTES))
        expect(await upload.complete([first, last])).toMatchObject({ bytes: PART_BYTES + 3 })
        expect((await readBytes('song.wav'))?.slice(0, 100)).toEqual(bytesOf(100))
      })

      it('leaves nothing behind when it is aborted, and takes no more parts', async () => {
        const key = `${folder}song.wav`
        const upload = await files.create(key, AS_BINARY)
        const part = await upload.uploadPart(1, Uint8Array.of(1))
        await upload.abort()
        expect(await files.head(key)).toBeNull()
        await expect(upload.uploadPart(2, Uint8Array.of(2))).rejects.toThrow()
        await expect(upload.complete([part])).rejects.toThrow()
        expect(await files.head(key)).toBeNull()
      })
    })

    describe('delete', () => {
      it('deletes only the named files', async () => {
        for (const name of ['a', 'b', 'c']) await put(name, name)
        await files.delete([`${folder}a`, `${folder}c`])
        expect((await files.list(folder)).keys).toEqual([`${folder}b`])
      })

      it('takes missing keys, and no keys', async () => {
        await put('a', 'a')
        await files.delete([`${folder}missing`, `${folder}a`, `${folder}a`])
        await files.delete([])
        expect((await files.list(folder)).keys).toEqual([])
      })
    })

    describe('list', () => {
      it.each([
        ['everything', '', ['B', 'a', 'b/1', 'b/10', 'b/2', 'ba', 'é']],
        ['a page', 'b/', ['b/1', 'b/10', 'b/2']],
        ['less than a page', 'b/1', ['b/1', 'b/10']],
        ['nothing', 'c', []],
      ])('names each key with the prefix once, in order: %s', async (_, prefix, expected) => {
        for (const name of ['b/2', 'ba', 'a', 'é', 'b/10', 'b/1', 'B']) await put(name, name)
        const pages = [await files.list(folder + prefix)]
        for (
          let cursor = pages[0]?.cursor;
          cursor && pages.length < 9;
          cursor = pages.at(-1)?.cursor
        )
          pages.push(await files.list(folder + prefix, cursor))
        const keys = pages.map((page) => page.keys.map((key) => key.slice(folder.length)))
        expect(keys.flat()).toEqual(expected)
        expect(Math.max(...keys.map(({ length }) => length))).toBeLessThanOrEqual(PAGE_KEYS)
        expect(pages.at(-1)?.cursor).toBeNull()
      })
    })
  })

function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 9)) & 0xff)
}

/** A body that announces its length, and may break its word. */
function streamOf(bytes: Uint8Array, announced: number): ReadableStream<Uint8Array> {
  const { readable, writable } = new FixedLengthStream(announced)
  const writer = writable.getWriter()
  writer
    .write(bytes)
    .then(() => writer.close())
    .catch(() => undefined)
  return readable
}
