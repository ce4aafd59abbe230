import { describe, expect, it } from 'vitest'
import { SNIFF_BYTES, sniffAudio } from './sniff-audio.ts'
import { concat, monoBare, stereoCbr, stereoVbr } from './testdata/fixtures.ts'

const text = (value: string) => Uint8Array.from(value, (char) => char.charCodeAt(0))
const zeros = (length: number) => new Uint8Array(length)
const oggPage = (packet: string) =>
  concat(text('OggS\0\x02'), zeros(20), Uint8Array.of(1, 30), text(packet), zeros(30))

describe('sniffAudio', () => {
  it.each([
    ['MP3 with an ID3 tag', stereoCbr, 'audio/mpeg'],
    ['MP3 of variable bit rate', stereoVbr, 'audio/mpeg'],
    ['MP3 of bare frames', monoBare, 'audio/mpeg'],
    ['WAV', text('RIFF\x24\0\0\0WAVEfmt '), 'audio/wav'],
    ['FLAC', text('fLaC\0\0\0\x22'), 'audio/flac'],
    ['Opus in Ogg', oggPage('OpusHead'), 'audio/ogg'],
    ['Vorbis in Ogg', oggPage('\x01vorbis'), 'audio/ogg'],
    ['M4A', text('\0\0\0\x20ftypM4A \0\0\0\0'), 'audio/mp4'],
    [
      'FLAC behind an ID3 tag',
      concat(text('ID3\x04\0\0\0\0\0\x02'), zeros(2), text('fLaC')),
      'audio/flac',
    ],
  ])('knows %s', (_, bytes, contentType) => {
    expect(sniffAudio(bytes.subarray(0, SNIFF_BYTES))).toBe(contentType)
  })

  it.each([
    ['nothing', zeros(0)],
    ['zeros', zeros(2000)],
    ['HTML', text('<!doctype html><html><head><title>404</title></head></html>')],
    ['JSON', text('{"detail":"Not found"}')],
    ['text', text('ID3 is the name of a tag, and this is a sentence.')],
    ['HTML behind an ID3 tag', text('ID3\x04\0\0\0\0\0\x00<html><body>sorry</body></html>')],
    ['a tag of an impossible version', concat(text('ID3\x09\0\0\0\0\0\x00'), stereoCbr)],
    ['UTF-16 text', Uint8Array.of(0xff, 0xfe, 0x48, 0, 0x69, 0)],
    ['raw AAC', Uint8Array.of(0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc)],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46)],
    ['a WebP picture', text('RIFF\x24\0\0\0WEBPVP8 ')],
    ['an AVIF picture', text('\0\0\0\x20ftypavif\0\0\0\0')],
    ['video in Ogg', oggPage('\x80theora')],
    ['FLAC in Ogg', oggPage('\x7fFLAC')],
    ['Speex', oggPage('Speex   ')],
    ['a frame header of no bit rate', Uint8Array.of(0xff, 0xfb, 0xf0, 0xc4)],
  ])('refuses %s', (_, bytes) => {
    expect(sniffAudio(bytes)).toBeNull()
  })

  it('wants a second MP3 frame where the first one ends', () => {
    const oneFrame = monoBare.subarray(0, 156)
    expect(sniffAudio(concat(oneFrame, zeros(SNIFF_BYTES)))).toBeNull()
    expect(sniffAudio(concat(monoBare.subarray(0, 4), zeros(SNIFF_BYTES)))).toBeNull()
  })

  it('believes a first frame when the second is out of sight', () => {
    expect(sniffAudio(monoBare.subarray(0, 100))).toBe('audio/mpeg')
  })
})
