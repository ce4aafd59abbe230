import { describe, expect, it } from 'vitest'
import { concat } from '../testdata/fixtures.ts'
import { wavOf } from '../testdata/wav-of.ts'
import { parseWavHeader } from './wav-header.ts'
import { pcmFormat, wrapWav } from './wrap-wav.ts'

/** The chunks of a WAV, each at an even byte, up to the end of the file. */
function chunksOf(wav: Uint8Array): Record<string, Uint8Array> {
  const view = new DataView(wav.buffer)
  const text = (at: number) => String.fromCharCode(...wav.subarray(at, at + 4))
  expect([text(0), view.getUint32(4, true), text(8)]).toEqual(['RIFF', wav.length - 8, 'WAVE'])
  const chunks: Record<string, Uint8Array> = {}
  let at = 12
  while (at < wav.length) {
    const length = view.getUint32(at + 4, true)
    chunks[text(at)] = wav.subarray(at + 8, at + 8 + length)
    at += 8 + length + (length % 2)
  }
  expect(at).toBe(wav.length)
  return chunks
}

describe('wrapWav', () => {
  it.each([
    [3, 5],
    [4, 4],
  ])('puts whole chunks around a sound of %i bytes and a tag of %i', (soundBytes, tagBytes) => {
    const [sound, id3Tag] = [new Uint8Array(soundBytes).fill(7), new Uint8Array(tagBytes).fill(9)]
    const format = pcmFormat(1, 8_000)
    const info = [['INAM', 'Zażółć']] as const
    const { head, tail } = wrapWav({ format, soundBytes, info, id3Tag })
    const chunks = chunksOf(concat(head, sound, tail))
    expect(Object.keys(chunks)).toEqual(['fmt ', 'LIST', 'data', 'id3 '])
    expect(chunks).toMatchObject({ 'fmt ': format, data: sound, 'id3 ': id3Tag })
    const texts = new TextDecoder().decode(chunks.LIST)
    expect(texts).toBe(`INFOINAM${String.fromCharCode(11)}\0\0\0Zażółć\0\0`)
  })

  it('keeps the format of a stored sound', () => {
    for (const kind of ['pcm', 'extensible pcm'] as const) {
      const header = parseWavHeader(wavOf([0.5, -0.5], { kind, bits: 24 }))
      if (typeof header === 'string') throw new Error(header)
      const { formatChunk: format } = header
      const { head } = wrapWav({ format, soundBytes: 6, info: [], id3Tag: new Uint8Array(2) })
      expect(parseWavHeader(head)).toMatchObject({ formatChunk: format, dataBytes: 6 })
    }
  })
})
