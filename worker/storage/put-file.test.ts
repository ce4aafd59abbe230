import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { STORES } from '../../tests/harness/file-stores.ts'
import { monoBare, stereoCbr, streamOf } from '../audio/testdata/fixtures.ts'
import type { PartedUpload } from './file-store.ts'
import { FILE_BYTES_MAX, putFile } from './put-file.ts'
import { PART_BYTES } from './put-in-parts.ts'

const PREFIX = 'put-file-test/'
const KEY = `${PREFIX}file.mp3`
const nameKey = () => KEY

describe.each(STORES)('putFile on $name', ({ files: store }) => {
  async function storedKeys() {
    return (await store.list(PREFIX)).keys
  }

  async function storedBytes() {
    const file = await store.get(KEY)
    return file?.body ? new Response(file.body).bytes() : null
  }

  /**
   * The real store. It remembers its uploads in parts and can fail at one operation, before it is done or
   * after (`…, answer lost`).
   */
  function watchedStore(failAt?: string) {
    const uploads: PartedUpload[] = []
    const operations: string[] = []
    const watch = <Target extends object>(target: Target): Target =>
      new Proxy(target, {
        get(_, name) {
          const member: unknown = Reflect.get(target, name)
          if (typeof member !== 'function') return member
          return async (...given: unknown[]) => {
            operations.push(String(name))
            const turn = operations.filter((operation) => operation === name).length
            const failing = failAt?.startsWith(`${String(name)} ${turn}`)
            if (failing && !failAt?.endsWith('answer lost')) throw new Error('The store is down')
            const answer: unknown = await member.apply(target, given)
            if (failing) throw new Error('The store went silent')
            if (name !== 'create') return answer
            // `create` answers with an upload.
            uploads.push(answer as PartedUpload)
            return watch(answer as PartedUpload)
          }
        },
      })
    return { files: watch(store), uploads, operations }
  }

  /** Stores don't list open uploads, but an open one takes another part. */
  async function isOpen(upload: PartedUpload) {
    return upload.uploadPart(9, Uint8Array.of(1)).then(
      () => true,
      () => false,
    )
  }

  afterEach(() => store.delete([KEY]))

  describe('a whole body', () => {
    it('is stored when its length is known', async () => {
      const put = await putFile(store, nameKey, streamOf(stereoCbr), stereoCbr.length)
      expect(put).toEqual({
        ok: true,
        key: KEY,
        bytes: stereoCbr.length,
        contentType: 'audio/mpeg',
        etag: (await store.head(KEY))?.etag,
      })
      expect(await storedBytes()).toEqual(stereoCbr)
    })

    it('is stored by a single operation when its length is unknown but within one part', async () => {
      const { files, operations } = watchedStore()
      const put = await putFile(files, nameKey, streamOf(stereoCbr), null)
      expect(put).toMatchObject({ ok: true, bytes: stereoCbr.length, contentType: 'audio/mpeg' })
      expect(operations).toEqual(['put'])
      expect(await storedBytes()).toEqual(stereoCbr)
    })

    it.each([
      ['one part exactly', PART_BYTES, 0],
      ['one part and a byte', PART_BYTES + 1, 2],
      ['two parts exactly', 2 * PART_BYTES, 2],
      ['two parts and a half', 2.5 * PART_BYTES, 3],
    ])('is stored in parts when its length is unknown: %s', async (_, length, parts) => {
      const bytes = audioOf(length)
      const { files, operations, uploads } = watchedStore()
      const put = await putFile(files, nameKey, streamOf(bytes, [700_001]), null)
      expect(put).toMatchObject({ ok: true, bytes: length, contentType: 'audio/mpeg' })
      expect(operations.filter((name) => name === 'uploadPart')).toHaveLength(parts)
      for (const upload of uploads) expect(await isOpen(upload)).toBe(false)
      const stored = await storedBytes()
      expect(stored?.length).toBe(length)
      expect(stored !== null && Buffer.compare(stored, bytes)).toBe(0)
    })

    it('is stored the same, however it is cut into chunks', async () => {
      const sizes = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(sizes, fc.boolean(), async (chunkSizes, known) => {
          const length = known ? monoBare.length : null
          const put = await putFile(store, nameKey, streamOf(monoBare, chunkSizes), length)
          expect(put).toMatchObject({ ok: true, bytes: monoBare.length })
          expect(await storedBytes()).toEqual(monoBare)
        }),
        { numRuns: 15 },
      )
    })
  })

  describe('a refused body', () => {
    const html = text('<!doctype html><title>Not found</title>')
    it.each([
      ['empty', 'empty', () => streamOf(new Uint8Array()), null],
      ['empty against its length', 'empty', () => streamOf(new Uint8Array()), 1000],
      ['announced as empty', 'empty', () => streamOf(stereoCbr), 0],
      ['HTML', 'not_audio', () => streamOf(html), null],
      ['HTML of known length', 'not_audio', () => streamOf(html), html.length],
      ['JSON', 'not_audio', () => streamOf(text('{"detail":"gone"}')), null],
      ['shorter than announced', 'truncated', () => streamOf(stereoCbr), stereoCbr.length + 1],
      ['longer than announced', 'truncated', () => streamOf(stereoCbr), stereoCbr.length - 1],
      ['much longer than announced', 'truncated', () => endless().body, 30_000],
      ['announced as too large', 'too_large', () => streamOf(stereoCbr), FILE_BYTES_MAX + 1],
      [
        'shorter than its Xing header says',
        'truncated',
        () => streamOf(stereoCbr.subarray(0, 45_000)),
        null,
      ],
      ['broken off', 'truncated', () => breaksOff(stereoCbr, new Error('connection lost')), null],
      [
        'broken off, of known length',
        'truncated',
        () => breaksOff(stereoCbr, new Error('lost')),
        60_000,
      ],
      [
        'broken off at once',
        'truncated',
        () => breaksOff(new Uint8Array(), new Error('lost')),
        null,
      ],
      [
        'out of time',
        'unavailable',
        () => breaksOff(stereoCbr, new DOMException('', 'TimeoutError')),
        null,
      ],
      [
        'out of time, of known length',
        'unavailable',
        () => breaksOff(stereoCbr, new DOMException('', 'TimeoutError')),
        60_000,
      ],
    ])('leaves nothing behind: %s', async (_, reason, body, length) => {
      const { files, uploads } = watchedStore()
      expect(await putFile(files, nameKey, body(), length)).toEqual({ ok: false, reason })
      expect(await storedKeys()).toEqual([])
      expect(uploads).toEqual([])
    })

    it('is canceled after its first bytes when they are not audio', async () => {
      const { operations, files } = watchedStore()
      const { body, taken } = endless(text('no music '.repeat(100_000)))
      expect(await putFile(files, nameKey, body, null)).toEqual({ ok: false, reason: 'not_audio' })
      expect(operations).toEqual([])
      expect(taken).toEqual({ bytes: 900_000, canceled: true })
    })

    it('has its upload aborted at 100 MiB when it never ends', {
      timeout: 60_000,
    }, async () => {
      const { files, uploads } = watchedStore()
      const { body, taken } = endless()
      expect(await putFile(files, nameKey, body, null)).toEqual({ ok: false, reason: 'too_large' })
      expect(taken).toEqual({ bytes: FILE_BYTES_MAX + 1024 * 1024, canceled: true })
      expect(uploads).toHaveLength(1)
      for (const upload of uploads) expect(await isOpen(upload)).toBe(false)
      expect(await storedKeys()).toEqual([])
    })

    it('has its upload aborted when it breaks off after some parts', async () => {
      const { files, uploads, operations } = watchedStore()
      const body = breaksOff(audioOf(2.5 * PART_BYTES), new Error('connection lost'))
      expect(await putFile(files, nameKey, body, null)).toEqual({ ok: false, reason: 'truncated' })
      expect(operations.filter((name) => name === 'uploadPart')).toHaveLength(2)
      for (const upload of uploads) expect(await isOpen(upload)).toBe(false)
      expect(await storedKeys()).toEqual([])
    })
  })

  describe('a failure of the store', () => {
    it.each([
      ['put 1', stereoCbr.length, stereoCbr],
      ['put 1', null, stereoCbr],
      ['create 1', null, audioOf(2.5 * PART_BYTES)],
      ['uploadPart 2', null, audioOf(2.5 * PART_BYTES)],
      ['uploadPart 3', null, audioOf(2.5 * PART_BYTES)],
      ['complete 1', null, audioOf(2.5 * PART_BYTES)],
      ['put 1, answer lost', stereoCbr.length, stereoCbr],
      ['put 1, answer lost', null, stereoCbr],
      ['complete 1, answer lost', null, audioOf(1.5 * PART_BYTES)],
    ])('is "unavailable" and leaves nothing: %s, length %s', async (failAt, length, bytes) => {
      const { files, uploads } = watchedStore(failAt)
      const put = await putFile(files, nameKey, streamOf(bytes), length)
      expect(put).toEqual({ ok: false, reason: 'unavailable' })
      for (const upload of uploads) expect(await isOpen(upload)).toBe(false)
      expect(await storedKeys()).toEqual([])
    })
  })

  it('takes no more from a body than the store has taken, when the length is known', async () => {
    const { body, taken } = endless()
    const { files } = watchedStore('put 1')
    expect(await putFile(files, nameKey, body, FILE_BYTES_MAX)).toMatchObject({ ok: false })
    expect(taken.bytes).toBeLessThan(4 * 1024 * 1024)
    expect(taken.canceled).toBe(true)
  })

  it('names the key by the kind of audio that came', async () => {
    const name = vi.fn(nameKey)
    await putFile(store, name, streamOf(stereoCbr), null)
    expect(name.mock.calls).toEqual([['audio/mpeg']])
  })

  it('leaves other keys alone', async () => {
    const other = `${PREFIX}other.mp3`
    await store.put(other, stereoCbr, { contentType: 'audio/mpeg' })
    await putFile(store, nameKey, streamOf(text('<html>')), null)
    expect(await storedKeys()).toEqual([other])
    await store.delete([other])
  })
})

/** Noise after a valid beginning, which is all that is checked here. */
function audioOf(length: number) {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >> 9)) & 0xff
  bytes.set(monoBare.subarray(0, Math.min(length, monoBare.length)))
  return bytes
}

/** A body that never ends, and counts how much of it was read. */
function endless(chunk = audioOf(1024 * 1024)) {
  const taken = { bytes: 0, canceled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(chunk)
        taken.bytes += chunk.length
      },
      cancel() {
        taken.canceled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, taken }
}

function breaksOff(bytes: Uint8Array, error: Error) {
  const whole = streamOf(bytes).getReader()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const read = await whole.read()
      if (read.done) controller.error(error)
      else controller.enqueue(read.value)
    },
  })
}

const text = (value: string) => new TextEncoder().encode(value)
