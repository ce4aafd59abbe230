import { openRandom, type Random } from '../../stand-ins/composer/seeded-random.ts'
import { concat } from '../../worker/audio/testdata/fixtures.ts'
import { GOOD_SOUNDS } from './good-sounds.ts'

export type DamagedSound = { bytes: Uint8Array; how: string }

/** Most have one damage: what has more is refused for the first. */
const DAMAGE_COUNTS = [1, 1, 1, 2, 3]

/** The damaged sound of this number: the same seed and number give the same bytes. */
export function damageSound(seed: number, index: number): DamagedSound {
  const random = openRandom(seed, `damaged sound ${index}`)
  const name = random.pick(Object.keys(GOOD_SOUNDS))
  const done: string[] = [name]
  // One of its names.
  let bytes = GOOD_SOUNDS[name] as Uint8Array
  for (let left = random.pick(DAMAGE_COUNTS); left > 0; left -= 1) {
    const how = random.pick(Object.keys(DAMAGES))
    // One of its names.
    bytes = (DAMAGES[how] as Damage)(bytes, random)
    done.push(how)
  }
  return { bytes, how: done.join(', ') }
}

type Damage = (bytes: Uint8Array, random: Random) => Uint8Array

const DAMAGES: Readonly<Record<string, Damage>> = {
  'bits flipped': (bytes, random) => {
    const damaged = bytes.slice()
    for (let bits = 1 + random.below(16); bits > 0; bits -= 1) {
      const at = placeIn(bytes, random)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << random.below(8))
    }
    return damaged
  },
  'cut short': (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  'its beginning lost': (bytes, random) => bytes.slice(placeIn(bytes, random)),
  doubled: (bytes, random) => concat(bytes, bytes.slice(placeIn(bytes, random))),
  'grown together with another': (bytes, random) => {
    const other = random.pick(Object.values(GOOD_SOUNDS))
    return concat(bytes.slice(0, placeIn(bytes, random)), other.slice(placeIn(other, random)))
  },
  'a number replaced': replaceNumber,
  'pieces in another order': (bytes, random) => shuffle(piecesOf(bytes, random), random),
  'garbage inserted': (bytes, random) =>
    insert(bytes, placeIn(bytes, random), garbage(random.pick([1, 2, 100, 5_000, 70_000]), random)),
  'a run of one byte': (bytes, random) => {
    const from = placeIn(bytes, random)
    return bytes.slice().fill(random.pick([0, 0, 0xff, 0x55]), from, from + 1 + random.below(8_000))
  },
  'a tag that lies': insertLyingTag,
}

/** Anywhere, but often near the beginning or a mark, where formats keep what matters. */
function placeIn(bytes: Uint8Array, random: Random): number {
  if (random.chance(0.6)) return random.below(bytes.length)
  const marks = marksIn(bytes)
  const near = marks.length > 0 && random.chance(0.7) ? random.pick(marks) : 0
  return Math.max(0, Math.min(bytes.length - 1, near + random.below(64)))
}

const MARKS =
  /RIFF|fmt |data|LIST|ID3|APIC|TIT2|Xing|Info|LAME|APETAGEX|TAG|fLaC|OggS|OpusHead|OpusTags|vorbis|ftyp|moov|trak|mdia|stbl|stsd|stsz|stco|mdat/g

function marksIn(bytes: Uint8Array): number[] {
  // A character for each byte.
  const text = new TextDecoder('latin1').decode(bytes)
  return Array.from(text.matchAll(MARKS), ({ index }) => index)
}

/** Sizes, counts and offsets stand beside marks, before or behind them, in either order of bytes. */
function replaceNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const damaged = bytes.slice()
  const marks = marksIn(bytes)
  const mark = marks.length > 0 ? random.pick(marks) : 0
  const at = mark - 8 + random.below(40)
  const width = random.pick([1, 2, 4, 4, 4, 8])
  const [size, max] = [bytes.length, 256 ** width]
  const few = random.below(300)
  const value = random.pick([0, 1, few, max / 2 - 1, max / 2, max - 1, size, size + 1, size - at])
  const isLittleEndian = random.chance(0.5)
  for (let byte = 0; byte < width; byte += 1) {
    const place = at + (isLittleEndian ? byte : width - 1 - byte)
    if (place >= 0 && place < size) damaged[place] = Math.floor(value / 256 ** byte) % 256
  }
  return damaged
}

function piecesOf(bytes: Uint8Array, random: Random): Uint8Array[] {
  const chance = Array.from({ length: 1 + random.below(4) }, () => placeIn(bytes, random))
  const cuts = [...marksIn(bytes).filter(() => random.chance(0.5)), ...chance].sort((a, b) => a - b)
  return [0, ...cuts].map((from, at) => bytes.slice(from, cuts[at] ?? bytes.length))
}

function shuffle(pieces: Uint8Array[], random: Random): Uint8Array {
  const order = pieces.map((piece) => ({ piece, at: random.next() })).sort((a, b) => a.at - b.at)
  return concat(...order.map(({ piece }) => piece))
}

/** An ID3v2 header or an APE footer with more, or less, behind it than it says. */
function insertLyingTag(bytes: Uint8Array, random: Random): Uint8Array {
  const size = random.pick([0, 1, 31, 32, bytes.length, bytes.length + 1, 2 ** 28 - 1, 2 ** 32 - 1])
  const flags = random.pick([0, 0x10, 0x80, 0xa0])
  if (random.chance(0.5)) {
    const sevenBits = [21, 14, 7, 0].map((shift) => Math.floor(size / 2 ** shift) % 128)
    const tag = Uint8Array.of(0x49, 0x44, 0x33, 2 + random.below(4), 0, flags, ...sevenBits)
    return insert(bytes, random.chance(0.7) ? 0 : placeIn(bytes, random), tag)
  }
  const footer = new Uint8Array(32)
  footer.set(Uint8Array.from('APETAGEX', (char) => char.charCodeAt(0)))
  const view = new DataView(footer.buffer)
  view.setUint32(8, 2_000, true)
  view.setUint32(12, size, true)
  view.setUint32(20, flags * 2 ** 24, true)
  return insert(bytes, bytes.length, footer)
}

function insert(bytes: Uint8Array, at: number, what: Uint8Array): Uint8Array {
  return concat(bytes.slice(0, at), what, bytes.slice(at))
}

function garbage(length: number, random: Random): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256))
}
