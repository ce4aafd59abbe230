import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureSound } from '../measure-sound.ts'
import {
  concat,
  endlessStreamOf,
  monoBare,
  stereoCbr,
  stereoVbr,
  streamOf,
} from '../testdata/fixtures.ts'
import { readMp3 } from './read-mp3.ts'

const measure = (body: ReadableStream<Uint8Array>, secondsMax?: number) =>
  measureSound((hear) => readMp3(body, hear, secondsMax))

async function measured(bytes: Uint8Array, chunkSizes?: number[]) {
  const measurement = await measure(streamOf(bytes, chunkSizes))
  if (!measurement.ok) throw new Error(`not measured: ${measurement.reason}`)
  return measurement
}

const text = (value: string) => new TextEncoder().encode(value)

describe('readMp3', () => {
  it.each([
    ['constant', stereoCbr],
    ['variable', stereoVbr],
  ])('gives the exact duration of a file of %s bit rate', async (_, file) => {
    expect((await measured(file)).durationSeconds).toBe(3)
  })

  it('counts every sample of a file that announces nothing', async () => {
    const { durationSeconds, peaks } = await measured(monoBare)
    expect(durationSeconds).toBe((117 * 576) / 22_050)
    expect(peaks.sample_rate).toBe(22_050)
  })

  it('draws peaks that follow the sound, over its whole length', async () => {
    const { peaks } = await measured(stereoCbr)
    expect(peaks).toMatchObject({ version: 2, channels: 1, sample_rate: 44_100, bits: 8 })
    expect(peaks.data).toHaveLength(peaks.length * 2)
    expect(peaks.length).toBe(Math.ceil((3 * 44_100) / peaks.samples_per_pixel))
    const maxima = peaks.data.filter((_, index) => index % 2 === 1)
    // The left channel fades in to 0.5, the right stays at 0.25: mixed, 0.125 grows to 0.375.
    expect(Math.max(...maxima.slice(0, 20)) / 128).toBeCloseTo(0.125, 1)
    expect(Math.max(...maxima.slice(-20)) / 128).toBeCloseTo(0.375, 1)
  })

  it('keeps the peaks within 800 pairs for a longer sound', async () => {
    const { peaks, durationSeconds } = await measured(concat(...Array(20).fill(monoBare)))
    expect(durationSeconds).toBeGreaterThan(60)
    expect(peaks.length).toBeGreaterThan(400)
    expect(peaks.length).toBeLessThanOrEqual(800)
  })

  it('stops when the sound is longer than any song', async () => {
    const measurement = await measure(endlessStreamOf(monoBare), 60)
    expect(measurement).toEqual({ ok: false, reason: 'too_long' })
  })

  it('measures the same, however the body is cut into chunks', async () => {
    const whole = await measured(stereoVbr)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 }),
        async (chunkSizes) => {
          expect(await measured(stereoVbr, chunkSizes)).toEqual(whole)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('skips a large tag, bytes between frames and a tag at the end', async () => {
    const tagBytes = 200_000
    const size = [tagBytes >> 21, tagBytes >> 14, tagBytes >> 7, tagBytes].map((n) => n & 0x7f)
    const tag = concat(text('ID3'), Uint8Array.of(4, 0, 0, ...size), new Uint8Array(tagBytes))
    const endTag = concat(text('TAG'), new Uint8Array(125))
    const junk = text('not a frame '.repeat(40))
    const alone = await measured(monoBare)
    const { durationSeconds } = await measured(concat(tag, monoBare, junk, monoBare, endTag))
    expect(durationSeconds).toBeCloseTo(alone.durationSeconds * 2, 3)
  })

  it('counts sound that goes on after the announced end', async () => {
    const { durationSeconds } = await measured(concat(stereoCbr, stereoCbr))
    expect(durationSeconds).toBeGreaterThan(5.9)
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['HTML', text(`<!doctype html><title>Not found</title>${'<p>sorry</p>'.repeat(500)}`)],
    ['a tag without sound', concat(text('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, 5), text('hello'))],
    ['zeros', new Uint8Array(50_000)],
    ['a little sound in a lot of text', concat(text('word '.repeat(20_000)), monoBare)],
  ])('refuses %s as not audio', async (_, bytes) => {
    expect(await measure(streamOf(bytes))).toEqual({ ok: false, reason: 'not_audio' })
  })

  it('gives up on a file of which most is something else, however long that is', async () => {
    const noise = Uint8Array.from({ length: 65_536 }, (_, at) => (at * 7919) % 251)
    expect(await measure(endlessStreamOf(concat(stereoCbr, noise.slice(0, 10))), 60)).toEqual({
      ok: false,
      reason: 'too_long',
    })
    expect(await measure(endlessStreamOf(noise))).toEqual({ ok: false, reason: 'not_audio' })
  })

  it('calls a file truncated that announced over 1 % more frames', async () => {
    for (const file of [stereoCbr, stereoVbr]) {
      const cut = file.subarray(0, Math.floor(file.length * 0.95))
      expect(await measure(streamOf(cut))).toEqual({ ok: false, reason: 'truncated' })
    }
  })

  it('accepts a file that lost less than 1 % of what it announced', async () => {
    expect(await measure(streamOf(stereoCbr.subarray(0, -100)))).toMatchObject({ ok: true })
  })

  it('calls a file truncated that announces nothing and ends inside a frame', async () => {
    const cut = monoBare.subarray(0, 10_000)
    expect(await measure(streamOf(cut))).toEqual({ ok: false, reason: 'truncated' })
  })

  it('always finishes, whichever bytes are damaged', async () => {
    const damage = fc.array(fc.tuple(fc.nat(monoBare.length - 1), fc.nat(255)), { maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = monoBare.slice()
        for (const [at, value] of changes) damaged[at] = value
        const measurement = await measure(streamOf(damaged))
        if (measurement.ok) expect(measurement.durationSeconds).toBeLessThan(3.1)
      }),
      { numRuns: 30 },
    )
  })

  it('calls a body unavailable that fails', async () => {
    let sent = false
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) controller.error(new Error('connection lost'))
        else controller.enqueue(stereoCbr.slice(0, 20_000))
        sent = true
      },
    })
    expect(await measure(broken)).toEqual({ ok: false, reason: 'unavailable' })
  })
})
