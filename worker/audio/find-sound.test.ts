import { describe, expect, it } from 'vitest'
import { findSound } from './find-sound.ts'
import { id3TagBytes } from './mp3/id3-tag.ts'
import { concat, monoBare, stereoCbr, tonesM4a, tonesOpus } from './testdata/fixtures.ts'
import { flacFrame, flacHead } from './testdata/flac-of.ts'
import { chunk, wavOf } from './testdata/wav-of.ts'

const text = (words: string) => new TextEncoder().encode(words)

async function find(contentType: string, file: Uint8Array) {
  let read = 0
  const place = await findSound({ contentType, bytes: file.length }, async (offset, length) => {
    expect(offset).toBeGreaterThanOrEqual(0)
    expect(offset + length).toBeLessThanOrEqual(file.length)
    read += length
    return file.subarray(offset, offset + length)
  })
  expect(read).toBeLessThan(70_000)
  return place && file.subarray(place.offset, place.offset + place.bytes)
}

const id3v2 = (bytes: number) =>
  concat(text('ID3\x03\x00\x00\x00\x00\x00'), Uint8Array.of(bytes), new Uint8Array(bytes))
const id3v1 = concat(text('TAG'), new Uint8Array(125))

/** An APE tag of some bytes between its header, if it has one, and its footer. */
function ape(bytes: number, hasHeader: boolean): Uint8Array {
  const footer = apeFooter(bytes, hasHeader)
  return concat(hasHeader ? footer : new Uint8Array(), new Uint8Array(bytes), footer)
}

function apeFooter(bytes: number, hasHeader: boolean): Uint8Array {
  const footer = new Uint8Array(32)
  footer.set(text('APETAGEX'))
  const view = new DataView(footer.buffer)
  view.setUint32(8, 2000, true)
  view.setUint32(12, bytes + footer.length, true)
  view.setUint32(20, hasHeader ? 0x8000_0000 : 0, true)
  return footer
}

describe('the sound of an MP3', () => {
  it('is all of a file without tags', async () => {
    expect(await find('audio/mpeg', monoBare)).toEqual(monoBare)
  })

  it('begins behind the encoder’s tag', async () => {
    const tag = id3TagBytes(stereoCbr) ?? 0
    expect(tag).toBeGreaterThan(0)
    expect(await find('audio/mpeg', stereoCbr)).toEqual(stereoCbr.subarray(tag))
  })

  it.each([
    ['two tags before it', concat(id3v2(20), id3v2(100)), new Uint8Array()],
    ['an ID3v1 tag after it', new Uint8Array(), id3v1],
    ['an APE tag with a header after it', new Uint8Array(), ape(300, true)],
    [
      'an APE tag without a header and an ID3v1 tag after it',
      id3v2(9),
      concat(ape(64, false), id3v1),
    ],
  ])('lies between tags: %s', async (_, before, after) => {
    expect(await find('audio/mpeg', concat(before, monoBare, after))).toEqual(monoBare)
  })

  it.each([
    ['its whole file', monoBare.length],
    ['more than its file', 2 ** 32 - 33],
    ['half of its file', monoBare.length / 2],
    ['less than itself', 5],
  ])('isn’t taken by an APE tag that says to be as long as %s', async (_, bytes) => {
    for (const hasHeader of [false, true]) {
      const file = concat(monoBare, apeFooter(bytes, hasHeader))
      expect(await find('audio/mpeg', file)).toEqual(file)
    }
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['a tag alone', id3v2(20)],
    ['a tag that says to be longer than its file', id3v2(120).subarray(0, 40)],
    ['an APE tag that says to be longer than its file', ape(5_000, false).subarray(4_900)],
    ['a hundred tags', concat(...Array.from({ length: 100 }, () => id3v1))],
  ])('may be missing or not: %s', async (_, file) => {
    const found = await find('audio/mpeg', file)
    if (found !== null) expect(found.length).toBeGreaterThan(0)
  })
})

describe('the sound of a WAV', () => {
  const samples = Array.from({ length: 400 }, (_, at) => Math.sin(at / 5))
  const data = wavOf(samples).subarray(44)

  it.each([
    ['alone', {}],
    [
      'with chunks around it',
      { before: [chunk('LIST', text('INFOabc'))], after: [chunk('id3 ', text('tag'))] },
    ],
    ['of a writer that did not know its length', { announcedBytes: 0xffff_ffff }],
  ])('is its samples: %s', async (_, options) => {
    expect(await find('audio/wav', wavOf(samples, options))).toEqual(data)
  })

  it('is not looked for in what is no WAV', async () => {
    expect(await find('audio/wav', text('RIFF of something else'))).toBeNull()
  })
})

describe('the sound of a FLAC', () => {
  const frames = concat(flacFrame(0), flacFrame(1))
  const head = flacHead({
    blocks: [
      [6, new Uint8Array(300_000)],
      [4, new Uint8Array(40)],
    ],
  })

  it.each([
    ['alone', new Uint8Array(), new Uint8Array()],
    ['between tags', id3v2(30), concat(ape(20, true), id3v1)],
  ])('is its frames, behind its comments and pictures: %s', async (_, before, after) => {
    expect(await find('audio/flac', concat(before, head, frames, after))).toEqual(frames)
  })

  it.each([
    ['no frames', head],
    ['a head that breaks off', head.subarray(0, 400)],
    ['something else', text('fLaC of something else, as long as a format could be')],
  ])('is not looked for where there is none: %s', async (_, file) => {
    expect(await find('audio/flac', file)).toBeNull()
  })
})

it.each([
  ['audio/ogg', tonesOpus],
  ['audio/mp4', tonesM4a],
])('the sound of a file whose tags can’t be told from it is the file: %s', async (type, file) => {
  expect(await find(type, file)).toEqual(file)
})
