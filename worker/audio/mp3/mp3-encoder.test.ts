import { describe, expect, it } from 'vitest'
import { concat, streamOf } from '../testdata/fixtures.ts'
import { openMp3Encoder } from './mp3-encoder.ts'
import { isMp3Rate, type Mp3Format, planMp3 } from './plan-mp3.ts'
import { readMp3 } from './read-mp3.ts'
import { parseXingHeader } from './xing-header.ts'

const PIECE = 10_000

/** As a WAV is heard: piece by piece. */
function encode(format: Mp3Format, channels: readonly Float32Array[]): Uint8Array {
  const encoder = openMp3Encoder(format)
  const length = channels[0]?.length ?? 0
  const pieces = [planMp3(format, length).first]
  for (let at = 0; at < length; at += PIECE)
    pieces.push(encoder.encode(channels.map((samples) => samples.subarray(at, at + PIECE))))
  return concat(...pieces, encoder.end())
}

async function decode(mp3: Uint8Array) {
  const heard: number[][] = [[], []]
  let sampleRate = 0
  const read = await readMp3(streamOf(mp3), (channels, rate) => {
    sampleRate = rate
    for (const [index, samples] of channels.entries()) heard[index]?.push(...samples)
    return undefined
  })
  expect(read).toEqual({ ok: true })
  return { sampleRate, channels: heard.filter(({ length }) => length > 0) }
}

/** `hertz` at half of full scale. */
const sine = (hertz: number, sampleRate: number, length: number) =>
  Float32Array.from({ length }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / sampleRate))

/** What is left of a sound, in dB of its own level, once this sine is taken out of it, sample by sample. */
function restOf(heard: readonly number[], expected: Float32Array): number {
  const power = (of: (at: number) => number) =>
    expected.reduce((sum, _, at) => sum + of(at) ** 2, 0)
  const rest = power((at) => (heard[at] ?? 0) - (expected[at] ?? 0))
  return 10 * Math.log10(rest / power((at) => expected[at] ?? 0))
}

const FORMATS: [string, Mp3Format, hertz: number[]][] = [
  ['stereo of 44.1 kHz', { channels: 2, sampleRate: 44_100 }, [440, 660]],
  ['mono of 44.1 kHz', { channels: 1, sampleRate: 44_100 }, [440]],
  ['stereo of 48 kHz', { channels: 2, sampleRate: 48_000 }, [440, 660]],
  ['mono of 32 kHz', { channels: 1, sampleRate: 32_000 }, [440]],
]

describe('openMp3Encoder', () => {
  it.each(FORMATS)('makes what sounds alike, sample for sample: %s', async (_, format, hertz) => {
    const length = format.sampleRate * 2 + 321
    const sound = hertz.map((each) => sine(each, format.sampleRate, length))
    const { sampleRate, channels } = await decode(encode(format, sound))
    expect(sampleRate).toBe(format.sampleRate)
    expect(channels.map((samples) => samples.length)).toEqual(hertz.map(() => length))
    for (const [index, samples] of channels.entries())
      expect(restOf(samples, sound[index] ?? new Float32Array())).toBeLessThan(-30)
  })

  it('shares nothing between two encoders', () => {
    const format = { channels: 1, sampleRate: 44_100 } as const
    const [low, high] = [sine(220, 44_100, PIECE), sine(880, 44_100, PIECE)]
    const [one, two] = [openMp3Encoder(format), openMp3Encoder(format)]
    const [first, other] = [one.encode([low]), two.encode([high])]
    expect(concat(first, one.end())).toEqual(encode(format, [low]).subarray(626))
    expect(concat(other, two.end())).toEqual(encode(format, [high]).subarray(626))
  })
})

describe('planMp3', () => {
  it.each(FORMATS)('knows its length before: %s', (_, format, hertz) => {
    for (const length of [1, 575, 576, 577, 1151, 1152, 1153, 44_100, 100_003]) {
      const mp3 = encode(
        format,
        hertz.map((each) => sine(each, format.sampleRate, length)),
      )
      const { first, bytes } = planMp3(format, length)
      const info = parseXingHeader(first)
      expect([length, mp3.length]).toEqual([length, bytes])
      expect(info).toMatchObject({ bytes, encoderDelaySamples: 576 })
      const { frames, encoderPaddingSamples } = { frames: 0, encoderPaddingSamples: 0, ...info }
      expect((frames ?? 0) * 1152 - 576 - encoderPaddingSamples).toBe(length)
    }
  })

  it('is for rates that MP3 has at this bit rate', () => {
    expect([32_000, 44_100, 48_000].every(isMp3Rate)).toBe(true)
    expect([8_000, 22_050, 24_000, 96_000].some(isMp3Rate)).toBe(false)
  })
})
