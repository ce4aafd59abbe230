import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureSound } from '../measure-sound.ts'
import { sniffAudio } from '../sniff-audio.ts'
import { concat, endlessStreamOf, streamOf } from '../testdata/fixtures.ts'
import { chunk, type WavKind, wavOf } from '../testdata/wav-of.ts'
import { readWav } from './read-wav.ts'

const measure = (body: ReadableStream<Uint8Array>, secondsMax?: number) =>
  measureSound((hear) => readWav(body, hear, secondsMax))

async function measured(bytes: Uint8Array, chunkSizes?: number[]) {
  const measurement = await measure(streamOf(bytes, chunkSizes))
  if (!measurement.ok) throw new Error(`not measured: ${measurement.reason}`)
  return measurement
}

/** Half a second on both channels: the left at a half, the right at a quarter of full scale. */
const SQUARE = Array.from({ length: 44_100 }, (_, at) => {
  const sign = Math.floor(at / 100) % 2 === 0 ? 1 : -1
  return sign * (at % 2 === 0 ? 0.5 : 0.25)
})

describe('readWav', () => {
  it('stops when the sound is longer than any song', async () => {
    const wav = wavOf(SQUARE, { announcedBytes: 0xffff_ffff })
    expect(await measure(endlessStreamOf(wav), 60)).toEqual({ ok: false, reason: 'too_long' })
  })

  it.each<[string, WavKind]>([
    ['16 bits', { bits: 16 }],
    ['24 bits', { bits: 24 }],
    ['32 bits', { bits: 32 }],
    ['floats', { kind: 'float', bits: 32 }],
    ['an extensible header', { kind: 'extensible pcm', bits: 24 }],
    ['chunks before and after the sound', { before: [chunk('LIST', odd())], after: [tag()] }],
    ['a writer that could not know its length', { announcedBytes: 0xffff_ffff }],
  ])('gives the exact length and the peaks of a sound: %s', async (_, kind) => {
    const wav = wavOf(SQUARE, kind)
    expect(sniffAudio(wav)).toBe('audio/wav')
    const { durationSeconds, peaks } = await measured(wav)
    expect(durationSeconds).toBe(0.5)
    expect(peaks).toMatchObject({ version: 2, channels: 1, sample_rate: 44_100, bits: 8 })
    // Mixed down, the sound stands at ±0.375 of full scale throughout.
    expect(Math.max(...peaks.data) / 128).toBeCloseTo(0.375, 1)
    expect(Math.min(...peaks.data) / 128).toBeCloseTo(-0.375, 1)
    expect(peaks.data.at(-1)).not.toBe(0)
  })

  it('measures one channel at another rate', async () => {
    const wav = wavOf([0.5, -0.5, 0.5, -0.5], { channels: 1, sampleRate: 8_000 })
    expect(await measured(wav)).toMatchObject({
      durationSeconds: 4 / 8_000,
      peaks: { sample_rate: 8_000 },
    })
  })

  it('measures the same, however the body is cut into chunks', async () => {
    const wav = wavOf(SQUARE.slice(0, 2_000), { bits: 24, before: [chunk('LIST', odd())] })
    const whole = await measured(wav)
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(sizes, async (chunkSizes) => {
        expect(await measured(wav, chunkSizes)).toEqual(whole)
      }),
      { numRuns: 25 },
    )
  })

  it.each<[string, string, Uint8Array]>([
    ['less sound than is announced', 'truncated', wavOf(SQUARE).subarray(0, -4)],
    ['an end inside a sample', 'truncated', wavOf(SQUARE, { announcedBytes: 0 }).subarray(0, -1)],
    ['no sound', 'not_audio', wavOf([])],
    ['only a header', 'not_audio', wavOf(SQUARE).subarray(0, 40)],
    ['nothing', 'not_audio', new Uint8Array()],
    ['HTML', 'not_audio', new TextEncoder().encode('<html>no music here at all</html>')],
    ['six channels', 'not_audio', wavOf(SQUARE, { channels: 6 })],
    ['8 bits', 'not_audio', wavOf(SQUARE, { bits: 8 })],
    [
      'more than small chunks before the sound',
      'not_audio',
      wavOf(SQUARE, { before: [chunk('LIST', new Uint8Array(70_000))] }),
    ],
    ['a header without end', 'not_audio', wavOf([], { before: [chunk('LIST', giant())] })],
  ])('refuses %s: %s', async (_, reason, bytes) => {
    expect(await measure(streamOf(bytes))).toEqual({ ok: false, reason })
  })

  it('calls a body unavailable that fails', async () => {
    let turns = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        turns += 1
        if (turns === 1) controller.enqueue(wavOf(SQUARE).slice(0, 1_000))
        else controller.error(new Error('connection lost'))
      },
    })
    expect(await measure(body)).toEqual({ ok: false, reason: 'unavailable' })
  })
})

function odd() {
  return Uint8Array.of(1, 2, 3)
}

function giant() {
  return new Uint8Array(200_000)
}

function tag() {
  return chunk('id3 ', concat(odd(), odd()))
}
