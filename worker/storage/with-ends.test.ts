import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { STORES } from '../../tests/harness/file-stores.ts'
import { withEnds } from './with-ends.ts'

const KEY = `audio/with-ends/${crypto.randomUUID()}.mp3`
const STORED = Uint8Array.from({ length: 5_000 }, (_, at) => at % 251)
const PART = { offset: 700, bytes: 4_000 }
const HEAD = Uint8Array.from({ length: 300 }, (_, at) => 255 - (at % 251))
const TAIL = Uint8Array.from({ length: 90 }, (_, at) => 7 * at)
const WHOLE = new Uint8Array([...HEAD, ...STORED.subarray(700, 4_700), ...TAIL])

/** Around both places where the ends meet the part. */
const EDGES: [offset: number, length: number][] = [
  [0, 300],
  [0, 301],
  [299, 2],
  [299, 4_002],
  [300, 1],
  [300, 4_000],
  [4_299, 1],
  [4_299, 2],
  [4_300, 1],
  [4_389, 1],
]

const bytesOf = async (body: ReadableStream<Uint8Array> | null | undefined) =>
  body ? new Uint8Array(await new Response(body).arrayBuffer()) : null

describe.each(STORES)('a file with other ends on $name', ({ files }) => {
  const file = withEnds(files, PART, { head: HEAD, tail: TAIL })

  beforeAll(async () => {
    await files.put(KEY, STORED, { contentType: 'audio/mpeg' })
  })

  it('is the head, the part and the tail, of that length', async () => {
    const whole = await file.get(KEY)
    expect(whole?.bytes).toBe(WHOLE.length)
    expect(await bytesOf(whole?.body)).toEqual(WHOLE)
    expect(await file.head(KEY)).toMatchObject({
      bytes: WHOLE.length,
      etag: whole?.etag,
      modified: null,
    })
  })

  it('gives any range as if it were stored so', async () => {
    const ranges = fc.tuple(fc.nat(WHOLE.length - 1), fc.integer({ min: 1, max: WHOLE.length }))
    await fc.assert(
      fc.asyncProperty(ranges, async ([offset, wanted]) => {
        const length = Math.min(wanted, WHOLE.length - offset)
        const got = await file.get(KEY, { range: { offset, length } })
        expect(await bytesOf(got?.body)).toEqual(WHOLE.subarray(offset, offset + length))
      }),
      { numRuns: 60, examples: EDGES.map((edge) => [edge]) },
    )
  })

  it('has an etag that changes with its ends, and spares the body of who has it', async () => {
    const etag = (await file.head(KEY))?.etag ?? ''
    for (const ends of [{ head: HEAD.subarray(1), tail: TAIL }, { head: HEAD }])
      expect((await withEnds(files, PART, ends).head(KEY))?.etag).not.toBe(etag)
    const onlyIf = { etagDoesNotMatch: etag.slice(1, -1) }
    expect(await file.get(KEY, { onlyIf })).toMatchObject({ etag, body: null })
    const other = await file.get(KEY, { onlyIf: { etagDoesNotMatch: 'another' } })
    expect(await bytesOf(other?.body)).toEqual(WHOLE)
  })

  it('needs no tail', async () => {
    const got = await withEnds(files, PART, { head: HEAD }).get(KEY)
    expect(await bytesOf(got?.body)).toEqual(WHOLE.subarray(0, -TAIL.length))
  })

  it('is gone when the stored file is', async () => {
    expect(await file.get(`${KEY}.gone`)).toBeNull()
    expect(await file.head(`${KEY}.gone`)).toBeNull()
  })

  it('can be left in the middle', async () => {
    const got = await file.get(KEY)
    await got?.body?.cancel()
  })
})
