import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, monoBare, stereoCbr, stereoVbr, streamOf } from '../testdata/fixtures.ts'
import { decodeMp3 } from './decode-mp3.ts'
import { readMp3 } from './read-mp3.ts'

/** Ten frames in which nothing is coded. */
function silence(mode: 'mono' | 'stereo'): Uint8Array {
  const frame = new Uint8Array(417)
  frame.set([0xff, 0xfb, 0x90, mode === 'mono' ? 0xc0 : 0])
  return concat(...Array.from({ length: 10 }, () => frame))
}

const samplesOf = (pcm: Uint8Array) => new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length / 2)

type Sound = { channels: 1 | 2; pcm: Uint8Array }

/** As the studio measures it: by one decoder, from the first frame to the last. */
async function hear(file: Uint8Array): Promise<Sound> {
  const heard: number[] = []
  let count = 0
  await readMp3(streamOf(file), (channels) => {
    count = channels.length
    for (let at = 0; at < (channels[0]?.length ?? 0); at += 1)
      for (const samples of channels) heard.push((samples[at] ?? 0) * 32_768)
    return undefined
  })
  return { channels: count as 1 | 2, pcm: new Uint8Array(Int16Array.from(heard).buffer) }
}

async function decode(file: Uint8Array, part: { channels: 1 | 2; offset: number; length: number }) {
  const pieces = decodeMp3(streamOf(file, [5_000, 70_000, 1]), part)
  return new Uint8Array(await new Response(pieces).arrayBuffer())
}

/** 585 frames: decoders change twice in it. */
const long = concat(...Array.from({ length: 5 }, () => monoBare))
const damaged = long.map((byte, at) => (at % 3_001 === 0 ? 255 - byte : byte))

/** Of the first byte that differs, or the length that they share; -1 when they are the same. */
function differenceOf(one: Uint8Array, other: Uint8Array): number {
  const at = one.findIndex((byte, index) => byte !== other[index])
  return at === -1 && one.length !== other.length ? Math.min(one.length, other.length) : at
}

describe('decodeMp3', () => {
  it.each([
    ['of constant bit rate', stereoCbr],
    ['of variable bit rate', stereoVbr],
    ['of one channel that announces nothing', monoBare],
    ['of several stretches', long],
  ])('gives what one decoder gives, of a sound %s', async (_, file) => {
    const { channels, pcm } = await hear(file)
    expect(pcm.length).toBeGreaterThan(100_000)
    const decoded = await decode(file, { channels, offset: 0, length: pcm.length })
    expect(differenceOf(decoded, pcm)).toBe(-1)
  })

  it.each([
    ['of variable bit rate', stereoVbr, 2, 3 * 44_100 * 4],
    ['of several stretches', long, 1, 5 * 117 * 576 * 2],
    ['with damaged frames', damaged, 1, 5 * 117 * 576 * 2],
  ] as const)(
    'gives the same bytes whatever part is asked for, of a sound %s',
    async (_, file, channels, length) => {
      const whole = await decode(file, { channels, offset: 0, length })
      expect(whole.length).toBe(length)
      const ranges = fc.tuple(fc.nat(length - 1), fc.oneof(fc.nat(20), fc.nat(50_000)))
      await fc.assert(
        fc.asyncProperty(ranges, async ([offset, more]) => {
          const part = { channels, offset, length: Math.min(more + 1, length - offset) }
          const wanted = whole.subarray(offset, offset + part.length)
          expect(differenceOf(await decode(file, part), wanted)).toBe(-1)
        }),
        { numRuns: 20, examples: [[[0, 0]], [[length - 1, 0]], [[1, length]]] },
      )
    },
  )

  it('has the length it was asked for, in silence where the file has too little', async () => {
    const { channels, pcm } = await hear(monoBare)
    const more = await decode(monoBare, { channels, offset: 0, length: pcm.length + 400_000 })
    expect(differenceOf(more, concat(pcm, new Uint8Array(400_000)))).toBe(-1)
  })

  it('keeps as many channels as it began with', async () => {
    const length = 100_000
    const asMono = concat(silence('mono'), stereoCbr)
    const asStereo = concat(silence('stereo'), stereoCbr)
    const mono = samplesOf(await decode(asMono, { channels: 1, offset: 0, length }))
    const stereo = samplesOf(await decode(asStereo, { channels: 2, offset: 0, length: length * 2 }))
    const mixed = mono.map((_, at) => ((stereo[at * 2] ?? 0) + (stereo[at * 2 + 1] ?? 0)) >> 1)
    expect(mixed.some((sample) => sample > 1_000)).toBe(true)
    expect(mono.every((sample, at) => sample === mixed[at])).toBe(true)
    const doubled = samplesOf(await decode(asMono, { channels: 2, offset: 0, length }))
    expect(doubled.every((sample, at) => sample === doubled[at ^ 1])).toBe(false)
    const began = doubled.subarray(0, 10 * 1_152 * 2)
    expect(began.every((sample, at) => sample === began[at ^ 1])).toBe(true)
  })

  it('reads as it is read, and no further once nobody does', async () => {
    let reads = 0
    let isCanceled = false
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          reads += 1
          controller.enqueue(stereoCbr.slice())
        },
        cancel() {
          isCanceled = true
        },
      },
      { highWaterMark: 0 },
    )
    const reader = decodeMp3(body, { channels: 2, offset: 0, length: 100_000_000 }).getReader()
    expect(reads).toBe(0)
    await reader.read()
    expect(reads).toBe(1)
    await reader.cancel()
    expect(isCanceled).toBe(true)
  })

  it('stops reading behind what was asked for', async () => {
    let isCanceled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(stereoCbr.slice()),
      cancel() {
        isCanceled = true
      },
    })
    const part = decodeMp3(body, { channels: 2, offset: 10, length: 1_000 })
    expect((await new Response(part).arrayBuffer()).byteLength).toBe(1_000)
    expect(isCanceled).toBe(true)
  })

  it('fails when the file can’t be read', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('connection lost')),
    })
    const part = decodeMp3(body, { channels: 2, offset: 0, length: 1_000 })
    await expect(new Response(part).arrayBuffer()).rejects.toThrow('connection lost')
  })
})
