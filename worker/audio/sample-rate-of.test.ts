import { expect, it } from 'vitest'
import { sampleRateOf } from './sample-rate-of.ts'

const text = (words: string) => [...words].map((character) => character.charCodeAt(0))
const u32 = (number: number) => [24, 16, 8, 0].map((bits) => (number >>> bits) & 0xff)
const u32le = (number: number) => u32(number).toReversed()
const nothing = (length: number) => Array<number>(length).fill(0)
const ogg = (packet: number[]) => [...text('OggS'), ...nothing(22), 1, packet.length, ...packet]
const vorbis = [1, ...text('vorbis'), ...u32le(0), 2, ...u32le(44_100), ...nothing(14)]
const wav = [
  ...[...text('RIFF'), ...u32le(36), ...text('WAVEfmt '), ...u32le(16), 1, 0, 2, 0],
  ...[...u32le(22_050), ...u32le(88_200), 4, 0, 16, 0, ...text('data'), ...u32le(0)],
]
const mp3 = [0xff, 0xfb, 0x94, 0x00, ...nothing(60)]
const id3 = [...text('ID3'), 4, 0, 0, ...[0, 0, 0, 20], ...nothing(20)]

it.each<[string, number[], number | null]>([
  ['WAV', wav, 22_050],
  ['MP3', mp3, 48_000],
  ['MP3 behind a tag', [...id3, ...mp3], 48_000],
  ['FLAC', [...text('fLaC'), ...nothing(14), ...u32(96_000 << 12), ...nothing(30)], 96_000],
  ['Vorbis', ogg(vorbis), 44_100],
  ['Opus', ogg([...text('OpusHead'), ...nothing(11)]), 48_000],
  ['a cut FLAC', text('fLaC'), null],
  ['a cut Vorbis', ogg(vorbis).slice(0, 36), null],
  ['M4A', [...u32(24), ...text('ftypM4A '), ...nothing(12)], null],
  ['nothing', [], null],
])('reads the sample rate of %s', (_, bytes, rate) => {
  expect(sampleRateOf(Uint8Array.from(bytes))).toBe(rate)
})
