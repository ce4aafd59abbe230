import { describe, expect, it } from 'vitest'
import { stereoCbr } from '../audio/testdata/fixtures.ts'
import { decodedMp3, pcmBytes } from './decoded-mp3.ts'
import type { ReadableFiles } from './file-store.ts'
import { withEnds } from './with-ends.ts'

const HOUR = { frames: 3_600 * 44_100, channels: 2 } as const
const FACTS = { key: 'song', bytes: 1, etag: '"stored"', modified: new Date() }

/** A song without end, and how much of it was read. */
function endless() {
  const watched = { reads: 0, isCanceled: false }
  const files: ReadableFiles = {
    head: async () => FACTS,
    async get() {
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            watched.reads += 1
            controller.enqueue(stereoCbr.slice())
          },
          cancel() {
            watched.isCanceled = true
          },
        },
        { highWaterMark: 0 },
      )
      return { ...FACTS, body }
    },
  }
  return { files, watched }
}

describe('an MP3 as its decoded sound', () => {
  it('is decoded only as far as somebody reads, and let go by who leaves', async () => {
    const { files, watched } = endless()
    const part = { offset: 0, bytes: pcmBytes(HOUR) }
    const head = new Uint8Array(100)
    const wav = withEnds(decodedMp3(files, HOUR), part, { head, tail: head })
    const reader = (await wav.get('song'))?.body?.getReader()
    for (let read = 0; read < 1_000_000; ) read += (await reader?.read())?.value?.length ?? 0
    // A megabyte is two of these files of three seconds; some more may be under way.
    expect(watched.reads).toBeLessThan(6)
    await reader?.cancel()
    await expect.poll(() => watched.isCanceled).toBe(true)
    expect(watched.reads).toBeLessThan(6)
  })

  it('has an etag of its own, and spares the body of who has it', async () => {
    const { files, watched } = endless()
    const sound = decodedMp3(files, HOUR)
    const facts = await sound.head('song')
    expect(facts).toMatchObject({
      bytes: 635_040_000,
      etag: expect.stringMatching(/^"pcm\d-stored"$/),
    })
    const onlyIf = { etagDoesNotMatch: facts?.etag.slice(1, -1) ?? '' }
    expect(await sound.get('song', { onlyIf })).toMatchObject({ body: null })
    expect(watched).toEqual({ reads: 0, isCanceled: true })
  })

  it('is gone when the stored file is', async () => {
    const gone: ReadableFiles = { head: async () => null, get: async () => null }
    expect(await decodedMp3(gone, HOUR).get('song')).toBeNull()
    expect(await decodedMp3(gone, HOUR).head('song')).toBeNull()
  })
})
