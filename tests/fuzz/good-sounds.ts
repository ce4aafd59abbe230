import { ID3Writer } from 'browser-id3-writer'
import { id3TagBytes } from '../../worker/audio/mp3/id3-tag.ts'
import { parseMp3Header } from '../../worker/audio/mp3/mp3-frame.ts'
import {
  concat,
  monoBare,
  stereoCbr,
  stereoVbr,
  tonesFlac,
  tonesM4a,
  tonesOpus,
  tonesVorbis,
} from '../../worker/audio/testdata/fixtures.ts'
import { chunk, type WavKind, wavOf } from '../../worker/audio/testdata/wav-of.ts'

const SECONDS = 1.3
const SAMPLE_RATE = 8_000
/** Of 26 ms each. */
const MP3_FRAMES = 55

/** What is damaged: whole sounds of a second and more, of every kind that people bring. */
export const GOOD_SOUNDS: Readonly<Record<string, Uint8Array>> = {
  'MP3 of constant bit rate': shortMp3(stereoCbr),
  'MP3 of variable bit rate': shortMp3(stereoVbr),
  'MP3 of frames alone': shortMp3(monoBare),
  'MP3 with a picture': concat(tagWithPicture(), shortMp3(monoBare)),
  'MP3 with tags on both sides': concat(tagWithPicture(), shortMp3(monoBare), apeTag(), id3v1Tag()),
  WAV: toneWav(),
  'WAV in stereo': toneWav({ channels: 2 }),
  'WAV of 24 bits with odd chunks': toneWav({ bits: 24, before: oddChunks(), after: oddChunks() }),
  'WAV of floats': toneWav({ kind: 'float', bits: 32 }),
  'WAV of unknown length': toneWav({ kind: 'extensible pcm', announcedBytes: 0xffff_ffff }),
  FLAC: tonesFlac,
  'Ogg Vorbis': tonesVorbis,
  'Ogg Opus': tonesOpus,
  M4A: tonesM4a,
}

/** The first frames of an MP3, and in its Xing header, if it has one, how many these are. */
function shortMp3(mp3: Uint8Array): Uint8Array {
  const start = id3TagBytes(mp3) ?? 0
  let end = start
  for (let frames = 0; frames <= MP3_FRAMES; frames += 1)
    end += parseMp3Header(mp3, end)?.frameBytes ?? 0
  const short = mp3.slice(0, end)
  const mark = new TextDecoder('latin1').decode(short).search(/Xing|Info/)
  if (mark < 0) return short
  const view = new DataView(short.buffer, mark)
  view.setUint32(8, MP3_FRAMES)
  view.setUint32(12, end - start)
  return short
}

function toneWav(kind: WavKind = {}): Uint8Array {
  const { channels = 1 } = kind
  const samples = Array.from({ length: SECONDS * SAMPLE_RATE * channels }, (_, at) =>
    Math.sin(at / 3),
  )
  return wavOf(samples, { sampleRate: SAMPLE_RATE, ...kind, channels })
}

function oddChunks(): Uint8Array[] {
  return [
    chunk('LIST', text('INFOINAMa')),
    chunk('bext', new Uint8Array(603)),
    chunk('id3 ', tagWithPicture()),
  ]
}

function tagWithPicture(): Uint8Array {
  const png = concat(Uint8Array.of(0x89), text('PNG\r\n\x1a\n'), new Uint8Array(700))
  const writer = new ID3Writer(new ArrayBuffer(0))
  writer.setFrame('TIT2', 'Rain on glass')
  writer.setFrame('APIC', { type: 3, data: png.buffer as ArrayBuffer, description: 'Front' })
  return new Uint8Array(writer.addTag())
}

/** APEv2 of one item, with a header and a footer. */
function apeTag(): Uint8Array {
  const item = concat(number(4), number(0), text('Title\0Rain'))
  const edge = (flags: number) =>
    concat(
      text('APETAGEX'),
      number(2_000),
      number(item.length + 32),
      number(1),
      number(flags),
      new Uint8Array(8),
    )
  return concat(edge(0xa000_0000), item, edge(0x8000_0000))
}

function id3v1Tag(): Uint8Array {
  return concat(text('TAG'), text('Rain on glass'.padEnd(125, '\0')))
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}

function text(value: string): Uint8Array {
  return Uint8Array.from(value, (char) => char.charCodeAt(0))
}
