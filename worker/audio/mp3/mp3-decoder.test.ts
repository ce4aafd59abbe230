import { describe, expect, it } from 'vitest'
import { monoBare, stereoCbr } from '../testdata/fixtures.ts'
import { openMp3Decoder } from './mp3-decoder.ts'
import { Mp3Splitter } from './mp3-splitter.ts'

function framesOf(file: Uint8Array) {
  const splitter = new Mp3Splitter()
  const frames = [...splitter.split(file)].map((frame) => frame.bytes.slice())
  return [...frames, ...[...splitter.end()].map((frame) => frame.bytes.slice())]
}

/** How many bytes of earlier frames a frame needs: the first nine bits of its side information. */
const borrowedBytes = (frame: Uint8Array) => ((frame[4] ?? 0) << 1) | ((frame[5] ?? 0) >> 7)

const loudest = (samples: Int16Array) => Math.max(...samples.map(Math.abs))

describe('openMp3Decoder', () => {
  it('keeps what later frames need of earlier ones', () => {
    const decode = openMp3Decoder()
    const frames = framesOf(stereoCbr)
    const borrowing = frames.findLastIndex((frame) => borrowedBytes(frame) > 0)
    expect(borrowing).toBeGreaterThan(1)
    for (const frame of frames.slice(0, borrowing)) decode(frame)
    expect(loudest(decode(frames[borrowing] ?? new Uint8Array()))).toBeGreaterThan(8000)
  })

  it('gives silence, not old sound, for a frame that needs unseen ones', () => {
    const frames = framesOf(stereoCbr)
    const loud = frames.slice(0, 80)
    const borrowing = frames.findLast((frame) => borrowedBytes(frame) > 0) ?? new Uint8Array()
    const otherStream = framesOf(monoBare)[0] ?? new Uint8Array()
    const decode = openMp3Decoder()
    expect(Math.max(...loud.map((frame) => loudest(decode(frame))))).toBeGreaterThan(8000)
    decode(otherStream)
    const samples = decode(borrowing)
    expect(samples).toHaveLength(1152 * 2)
    expect(loudest(samples)).toBe(0)
  })

  it('shares nothing between two decoders', () => {
    const frames = framesOf(stereoCbr).slice(0, 40)
    const alone = openMp3Decoder()
    const expected = frames.map((frame) => alone(frame).slice())
    const [one, two] = [openMp3Decoder(), openMp3Decoder()]
    for (const [index, frame] of frames.entries()) {
      expect(one(frame)).toEqual(expected[index])
      expect(two(frame)).toEqual(expected[index])
    }
  })
})
