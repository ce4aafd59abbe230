import fc from 'fast-check'
import { expect, it } from 'vitest'
import { concat, tonesM4a } from '../testdata/fixtures.ts'
import { readM4a } from './read-m4a.ts'

async function read(file: Uint8Array) {
  let reads = 0
  const facts = await readM4a(file.length, async (offset, length) => {
    expect(offset + length).toBeLessThanOrEqual(file.length)
    reads += 1
    return file.slice(offset, offset + length)
  })
  expect(reads).toBeLessThanOrEqual(200)
  return facts
}

const refused = (reason: string) => ({ ok: false, reason })
const text = (words: string) => Uint8Array.from(words, (letter) => letter.charCodeAt(0))

function placeOf(words: string, file = tonesM4a): number {
  const place = String.fromCharCode(...file).indexOf(words)
  expect(place).toBeGreaterThan(0)
  return place
}

/** With a word that stands for another in its index. */
function withWord(found: string, written: string): Uint8Array {
  const file = tonesM4a.slice()
  file.set(text(written), placeOf(found))
  return file
}

function box(kind: string, content: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(4))
  header.setUint32(0, 8 + content.length)
  return concat(new Uint8Array(header.buffer), text(kind), content)
}

/** Of `ftyp`. */
const MARK_BYTES = 28

const TONES = { ok: true, durationSeconds: 1.5, sampleRate: 44_100, channels: 2 }

it('tells what the container tells, without the encoder’s delay', async () => {
  expect(await read(tonesM4a)).toEqual(TONES)
})

it('tells it wherever the index lies', async () => {
  const index = placeOf('moov') - 4
  const sound = placeOf('mdat') - 4
  const moved = [
    tonesM4a.subarray(0, sound),
    tonesM4a.subarray(index),
    tonesM4a.subarray(sound, index),
  ]
  expect(await read(concat(...moved))).toEqual(TONES)
})

it.each([
  ['a video', withWord('soun', 'vide'), 'not_audio'],
  ['ALAC', withWord('mp4a', 'alac'), 'not_audio'],
  ['what is encrypted', withWord('mp4a', 'enca'), 'not_audio'],
  ['no sound', withWord('mdat', 'free'), 'not_audio'],
  ['no index', withWord('moov', 'free'), 'not_audio'],
  ['a mark alone', tonesM4a.subarray(0, MARK_BYTES), 'not_audio'],
  ['a part', tonesM4a.subarray(0, 6_000), 'truncated'],
  ['an index that breaks off', tonesM4a.subarray(0, -20), 'truncated'],
  [
    'more boxes than there can be',
    concat(
      tonesM4a.subarray(0, MARK_BYTES),
      ...Array<Uint8Array>(5_000).fill(box('free', new Uint8Array())),
    ),
    'not_audio',
  ],
])('refuses %s', async (_, file, reason) => {
  expect(await read(file)).toEqual(refused(reason))
})

it('may be broken anyhow', async () => {
  const index = placeOf('moov')
  const edit = fc.record({ place: fc.nat(), byte: fc.nat({ max: 255 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
      const file = tonesM4a.slice()
      for (const { place, byte } of edits) file[index + (place % (file.length - index))] = byte
      const facts = await read(file)
      expect(facts.ok ? facts.sampleRate : 1).toBeGreaterThan(0)
    }),
    { numRuns: 100 },
  )
})
