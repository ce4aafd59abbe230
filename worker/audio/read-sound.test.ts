import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SoundRead } from './hear-sound.ts'
import { readSound } from './read-sound.ts'
import {
  concat,
  endlessStreamOf,
  pulseFlac,
  pulseOpus,
  pulseVorbis,
  streamOf,
  tonesFlac,
  tonesOpus,
  tonesVorbis,
} from './testdata/fixtures.ts'
import { flacFrame, flacHead } from './testdata/flac-of.ts'
import { oggOf, packetsOf } from './testdata/ogg-of.ts'
import { PULSE, play, TONES } from './testdata/tones.ts'

type Heard = { read: SoundRead; sampleRate: number; channels: Float32Array[] }

const FLAC = 'audio/flac'
const OGG = 'audio/ogg'

async function hear(
  contentType: string,
  body: Uint8Array | ReadableStream<Uint8Array>,
  secondsMax?: number,
): Promise<Heard> {
  const parts: Float32Array[][] = []
  let rate = 0
  const stream = body instanceof Uint8Array ? streamOf(body) : body
  const read = await readSound(
    { contentType, body: stream },
    (channels, sampleRate) => {
      rate = sampleRate
      parts.push(channels.map((samples) => samples.slice()))
      return undefined
    },
    secondsMax,
  )
  const channels = (parts[0] ?? []).map((_, channel) =>
    Float32Array.from(parts.flatMap((part) => [...(part[channel] ?? [])])),
  )
  return { read, sampleRate: rate, channels }
}

/** To tell two sounds apart: a list of all their samples would take minutes to write. */
const sumUp = ({ read, sampleRate, channels }: Heard) => ({
  read,
  sampleRate,
  channels: channels.map(({ buffer, length }) => ({
    length,
    crc32: crc32(new Uint8Array(buffer)),
  })),
})

const refused = (reason: string) => ({ ok: false, reason })

/** The error of what was heard, in dB of the sound itself: the lower, the more alike. */
function errorDb(heard: Float32Array | undefined, played: (at: number) => number): number {
  let [error, power] = [0, 0]
  for (const [at, sample] of heard?.entries() ?? []) {
    error += (sample - played(at)) ** 2
    power += played(at) ** 2
  }
  return 10 * Math.log10(error / power)
}

const FORMATS = [
  { name: 'FLAC', type: FLAC, tones: tonesFlac, pulse: pulseFlac, opusRate: null, errorMax: -1000 },
  {
    name: 'Vorbis',
    type: OGG,
    tones: tonesVorbis,
    pulse: pulseVorbis,
    opusRate: null,
    errorMax: -20,
  },
  { name: 'Opus', type: OGG, tones: tonesOpus, pulse: pulseOpus, opusRate: 48_000, errorMax: -20 },
]

describe.each(FORMATS)('a sound in $name', ({ type, tones, pulse, opusRate, errorMax }) => {
  it.each([
    ['two channels', tones, TONES],
    ['one channel', pulse, PULSE],
  ])(
    'is what was encoded, to the sample: %s',
    async (_, file, { sampleRate, seconds, channels }) => {
      const heard = await hear(type, file)
      const rate = opusRate ?? sampleRate
      expect(heard).toMatchObject({ read: { ok: true }, sampleRate: rate })
      expect(heard.channels.map(({ length }) => length)).toEqual(channels.map(() => seconds * rate))
      for (const [index, tone] of channels.entries()) {
        const exact = play({ sampleRate, seconds, channels } as typeof TONES)[index]
        const played = opusRate
          ? (at: number) => tone(at / rate)
          : (at: number) => (exact?.[at] ?? 0) / 32_768
        expect(errorDb(heard.channels[index], played)).toBeLessThan(errorMax)
      }
    },
  )

  it('is the same, however its body is cut into chunks', async () => {
    const whole = sumUp(await hear(type, tones))
    const sizes = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(sizes, async (chunkSizes) => {
        expect(sumUp(await hear(type, streamOf(tones, chunkSizes)))).toEqual(whole)
      }),
      { numRuns: 10 },
    )
  })

  it('is truncated when its end is missing', async () => {
    for (const bytes of [tones.length - 1, tones.length / 2, tones.length * 0.9])
      expect((await hear(type, tones.subarray(0, bytes))).read).toEqual(refused('truncated'))
  })

  it('is truncated when garbage stands for a part of it', async () => {
    const broken = pulse.slice()
    broken.fill(0xa5, pulse.length / 2, pulse.length * 0.75)
    expect((await hear(type, broken)).read).toEqual(refused('truncated'))
    const garbage = concat(tones.subarray(0, tones.length / 2), new Uint8Array(200_000).fill(0xff))
    expect((await hear(type, garbage)).read).toMatchObject({ ok: false })
  })

  it('is unavailable when its body fails', async () => {
    let turns = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        turns += 1
        if (turns === 1) controller.enqueue(tones.slice(0, 6_000))
        else controller.error(new Error('connection lost'))
      },
    })
    expect((await hear(type, body)).read).toEqual(refused('unavailable'))
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['zeros', new Uint8Array(50_000)],
    ['HTML', new TextEncoder().encode('<p>sorry</p>'.repeat(500))],
    ['only its beginning', tones.subarray(0, 40)],
  ])('is not %s', async (_, bytes) => {
    expect((await hear(type, bytes)).read).toEqual(refused('not_audio'))
  })

  it('may be broken anyhow, and the next one is not', async () => {
    const whole = sumUp(await hear(type, tones))
    const place = fc.double({ min: 0, max: 1, noNaN: true })
    const edit = fc.record({ place, bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
        const broken = tones.slice()
        // Most of what can be wrong is in the beginning.
        for (const { place, bytes } of edits)
          broken.set(bytes, Math.floor(place ** 4 * (broken.length - bytes.length)))
        const { read } = await hear(type, broken)
        expect(read.ok ? 'ok' : read.reason).toMatch(/^(ok|not_audio|truncated|too_long)$/)
      }),
      { numRuns: 60 },
    )
    expect(sumUp(await hear(type, tones))).toEqual(whole)
  })
})

describe('a FLAC', () => {
  const frames = (count: number, kind = {}) =>
    Array.from({ length: count }, (_, number) => flacFrame(number, kind))

  it.each([8, 16, 24, 32])('may have %i bits', async (bits) => {
    const kind = { bits, channels: 1, level: 2 ** (bits - 2) }
    const heard = await hear(FLAC, concat(flacHead(kind), ...frames(3, kind)))
    expect(heard.read).toEqual({ ok: true })
    expect(heard.channels[0]).toHaveLength(3 * 4_096)
    expect(new Set(heard.channels[0])).toEqual(new Set([0.5]))
  })

  it.each([
    ['12 bits', { bits: 12 }],
    ['20 bits', { bits: 20 }],
    ['six channels', { channels: 6 }],
    ['no rate', { sampleRate: 0 }],
    ['a rate beyond any', { sampleRate: 655_350 }],
  ])('may not have %s', async (_, kind) => {
    const file = concat(flacHead(kind), ...frames(3, kind))
    expect((await hear(FLAC, file)).read).toEqual(refused('not_audio'))
  })

  it('is heard without its tags and pictures, however large, and the longest blocks', async () => {
    const picture = new Uint8Array(5_000_000).fill(0xff)
    const id3 = concat(new TextEncoder().encode('ID3\x03\0\0\0\0\0\x14'), new Uint8Array(20))
    const tag = concat(new TextEncoder().encode('TAG'), new Uint8Array(125))
    const kind = { samples: 65_535, level: -16_384 }
    const head = flacHead({
      blocks: [
        [6, picture],
        [4, new Uint8Array(9)],
      ],
    })
    const heard = await hear(FLAC, concat(id3, head, ...frames(3, kind), tag))
    expect(heard.read).toEqual({ ok: true })
    expect(heard.channels[1]).toHaveLength(3 * 65_535)
    expect(new Set(heard.channels[1])).toEqual(new Set([-0.5]))
  })

  it('of three hours is refused at once when it says so, and else after what may be heard', async () => {
    const three = 3 * 3_600 * 44_100
    const saysSo = await hear(FLAC, concat(flacHead({ announced: three }), ...frames(9)), 600)
    expect(saysSo.read).toEqual(refused('too_long'))
    expect(saysSo.channels).toHaveLength(0)
    const all = concat(...frames(2_000, { samples: 65_535 }))
    const silent = await readSound(
      { contentType: FLAC, body: streamOf(concat(flacHead(), all)) },
      () => undefined,
      600,
    )
    expect(silent).toEqual(refused('too_long'))
  })

  it('is truncated when frames are missing, with or without its length', async () => {
    const [first, , ...others] = frames(12)
    const holed = concat(first ?? new Uint8Array(), ...others)
    for (const announced of [0, 12 * 4_096])
      expect((await hear(FLAC, concat(flacHead({ announced }), holed))).read).toEqual(
        refused('truncated'),
      )
    const long = flacHead({ announced: 100 * 4_096 })
    expect((await hear(FLAC, concat(long, ...frames(12)))).read).toEqual(refused('truncated'))
  })
})

describe('an Ogg', () => {
  it('may have a picture of megabytes among its comments, and packets of no bytes', async () => {
    for (const tones of [tonesVorbis, tonesOpus]) {
      const whole = sumUp(await hear(OGG, tones))
      const [first, second, ...others] = packetsOf(tones)
      if (!first || !second) throw new Error('No Ogg')
      const [comments, ...setup] = second.packets
      const picture = concat(comments ?? new Uint8Array(), new Uint8Array(3_000_000))
      const audio = others.map((page) => ({
        ...page,
        packets: [...page.packets, new Uint8Array()],
      }))
      const file = oggOf([first, { ...second, packets: [picture, ...setup] }, ...audio])
      expect(file.length).toBeGreaterThan(3_000_000)
      expect(sumUp(await hear(OGG, file))).toEqual(whole)
    }
  })

  it('is truncated when a page is missing', async () => {
    const pages = packetsOf(pulseOpus)
    expect(pages.length).toBeGreaterThan(4)
    expect((await hear(OGG, oggOf(pages))).read).toEqual({ ok: true })
    expect((await hear(OGG, oggOf(pages.toSpliced(3, 1)))).read).toEqual(refused('truncated'))
  })

  it('may have any packets, of pages that are whole', async () => {
    for (const tones of [tonesVorbis, tonesOpus]) {
      const [first, second, ...others] = packetsOf(tones)
      if (!first || !second) throw new Error('No Ogg')
      const [comments, ...setup] = second.packets
      const edit = fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 255 }))
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 20 }), async (edits) => {
          const pages = structuredClone([{ ...first }, { ...second, packets: setup }, ...others])
          const packets = pages.flatMap((page) => page.packets)
          for (const [which, at, byte] of edits) {
            const packet = packets[which % packets.length]
            if (packet && packet.length > 0) packet[at % packet.length] = byte
          }
          pages[1]?.packets.unshift(comments ?? new Uint8Array())
          const { read } = await hear(OGG, oggOf(pages))
          expect(read.ok ? 'ok' : read.reason).toMatch(/^(ok|not_audio|truncated|too_long)$/)
        }),
        { numRuns: 40 },
      )
    }
  })

  it('may lie about its end, and then misses a part', async () => {
    const pages = packetsOf(tonesVorbis)
    const lying = pages.map((page) => (page.isLast ? { ...page, granule: 2 ** 60 } : page))
    expect((await hear(OGG, oggOf(lying))).read).toEqual(refused('truncated'))
  })

  it('goes on with the stream that follows, of the same format', async () => {
    const twice = await hear(OGG, concat(tonesOpus, tonesOpus))
    expect(twice.read).toEqual({ ok: true })
    expect(twice.channels[0]).toHaveLength(2 * TONES.seconds * 48_000)
    const other = await hear(OGG, concat(tonesOpus, tonesVorbis))
    expect(other.read).toEqual(refused('not_audio'))
  })

  it('ends, however many streams follow', async () => {
    expect((await hear(OGG, endlessStreamOf(pulseVorbis), 60)).read).toEqual(refused('too_long'))
    expect((await hear(OGG, endlessStreamOf(pulseVorbis))).read).toEqual(refused('not_audio'))
  })
})
