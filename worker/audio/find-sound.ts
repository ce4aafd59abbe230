import { type FlacHeadPart, HEAD_PART_BYTES, readHeadPart } from './flac/flac-header.ts'
import { ID3_HEADER_BYTES, id3TagBytes } from './mp3/id3-tag.ts'
import { openNearReader, type ReadPart } from './near-reader.ts'
import { tagBytesBefore } from './tag-bytes-before.ts'
import { HEADER_BYTES_MAX } from './wav/read-wav.ts'
import { parseWavHeader } from './wav/wav-header.ts'

export type SoundPlace = { offset: number; bytes: number; samplesPerChannel?: number }

/**
 * Where the sound lies in a file: of an MP3 and a FLAC the frames between the tags, of a WAV the samples. An Ogg is a
 * sound as a whole, since its tags lie among pages that are counted and summed up with them; so is an M4A, whose index
 * says where in the file each piece of sound lies. Null when nothing is left. It reads a few small parts. Only a WAV's
 * tell how many samples there are.
 */
export async function findSound(
  file: { contentType: string; bytes: number },
  read: ReadPart,
): Promise<SoundPlace | null> {
  const find = FINDERS[file.contentType] ?? findFrames
  const place = await find(file.bytes, read)
  return place !== null && place.bytes > 0 ? place : null
}

const FINDERS: Readonly<Record<string, typeof findSamples>> = {
  'audio/wav': findSamples,
  'audio/flac': findFlacFrames,
  'audio/ogg': async (bytes) => ({ offset: 0, bytes }),
  'audio/mp4': async (bytes) => ({ offset: 0, bytes }),
}

/** Writers leave one tag on each side, and careless ones a few. */
const TAGS_MAX = 8

async function findFrames(size: number, read: ReadPart): Promise<SoundPlace> {
  let start = 0
  for (let tags = 0; tags < TAGS_MAX; tags += 1) {
    const bytes = id3TagBytes(await partOf(size, read, start, start + ID3_HEADER_BYTES))
    if (bytes === null) break
    start += bytes
  }
  return { offset: start, bytes: (await findEnd(size, read, start)) - start }
}

/** More than any writer leaves: a few pictures, and what is free for more. */
const BLOCKS_MAX = 128

async function findFlacFrames(size: number, read: ReadPart): Promise<SoundPlace | null> {
  const readNear = openNearReader(size, read)
  let after: FlacHeadPart['kind'] | null = null
  let start = 0
  for (let blocks = 0; blocks < BLOCKS_MAX; blocks += 1) {
    const part: FlacHeadPart | null = readHeadPart(await readNear(start, HEAD_PART_BYTES), after)
    if (part === null) return null
    start += part.bytes
    if (part.isLast) return { offset: start, bytes: (await findEnd(size, read, start)) - start }
    after = part.kind
  }
  return null
}

/** Before the tags behind the sound. */
async function findEnd(size: number, read: ReadPart, start: number): Promise<number> {
  let end = size
  for (let tags = 0; tags < TAGS_MAX && end > start; tags += 1) {
    const bytes = await tagBytesBefore(end, (from, to) => partOf(size, read, from, to))
    // A tag that leaves nothing says more than there is.
    if (bytes === 0 || end - bytes <= start) break
    end -= bytes
  }
  return end
}

async function partOf(size: number, read: ReadPart, from: number, to: number) {
  const [first, end] = [Math.max(0, from), Math.min(to, size)]
  return first < end ? read(first, end - first) : new Uint8Array()
}

async function findSamples(size: number, read: ReadPart): Promise<SoundPlace | null> {
  const header = parseWavHeader(await read(0, Math.min(HEADER_BYTES_MAX, size)))
  if (typeof header === 'string') return null
  const left = size - header.dataStart
  const bytes = Math.min(header.dataBytes ?? left, left)
  const samplesPerChannel = Math.floor(bytes / header.channels / header.bytesPerSample)
  return { offset: header.dataStart, bytes, samplesPerChannel }
}
