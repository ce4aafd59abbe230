import { describe, expect, it } from 'vitest'
import { mendMp3 } from './mend-mp3.ts'

const KBPS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128]
const XING_AT = 4 + 32

/** A frame of silence: MPEG 1, layer III, 44.1 kHz, stereo. */
function frameOf(bitrateIndex: number): Uint8Array {
  const frame = new Uint8Array(Math.floor((144_000 * (KBPS[bitrateIndex] ?? 0)) / 44_100))
  frame.set([0xff, 0xfb, bitrateIndex << 4, 0])
  return frame
}

function join(...pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Ten quiet frames of few bytes, then ten loud ones of many. */
const VARIABLE = join(
  ...Array.from({ length: 10 }, () => frameOf(1)),
  ...Array.from({ length: 10 }, () => frameOf(9)),
)

function readHeader(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset)
  return {
    name: String.fromCharCode(...file.subarray(XING_AT, XING_AT + 4)),
    flags: view.getUint32(XING_AT + 4),
    frames: view.getUint32(XING_AT + 8),
    bytes: view.getUint32(XING_AT + 12),
    table: [...file.subarray(XING_AT + 16, XING_AT + 116)],
  }
}

describe('an MP3 of variable bit rate', () => {
  it('gets the header that says how many frames it has, before the same music', () => {
    const mended = mendMp3(VARIABLE)
    if (!mended) throw new Error('It was not mended')
    const header = readHeader(mended)
    expect(header).toMatchObject({ name: 'Xing', flags: 7, frames: 20, bytes: mended.length })
    expect(mended.slice(mended.length - VARIABLE.length)).toEqual(VARIABLE)
    expect([mended[0], mended[1]]).toEqual([0xff, 0xfb])
  })

  it('gets a table that says where each hundredth of the time begins', () => {
    const mended = mendMp3(VARIABLE)
    const { table, bytes } = readHeader(mended ?? new Uint8Array(200))
    const musicAt = bytes - VARIABLE.length
    const half = musicAt + 10 * frameOf(1).length
    expect(table[0]).toBe(Math.floor((256 * musicAt) / bytes))
    expect(table[50]).toBe(Math.floor((256 * half) / bytes))
    expect(table).toEqual(table.toSorted((a, b) => a - b))
  })

  it('keeps its music when tags stand before it', () => {
    const tag = new Uint8Array(10 + 300)
    // The size is written in sevens of bits: 2 × 128 + 44.
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 2, 44])
    tag.set([0xff, 0xfb, 0x90, 0], 100)
    const mended = mendMp3(join(tag, VARIABLE))
    expect(mended).toEqual(mendMp3(VARIABLE))
  })
})

it('leaves alone what has its header, and what is no MP3', () => {
  const mended = mendMp3(VARIABLE) ?? new Uint8Array()
  expect(mendMp3(mended)).toBeNull()
  expect(mendMp3(new Uint8Array())).toBeNull()
  expect(mendMp3(new TextEncoder().encode('RIFF....WAVEfmt '.repeat(50)))).toBeNull()
})
