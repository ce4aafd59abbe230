import { type SongTags, writeId3Tag } from '../../audio/mp3/write-id3-tag.ts'
import { parseWavHeader } from '../../audio/wav/wav-header.ts'
import { pcmFormat, wrapWav } from '../../audio/wav/wrap-wav.ts'
import { writeInfo } from '../../audio/wav/write-info.ts'
import { type Downloadable, readDownloadable } from '../../db/tracks.ts'
import { DomainError } from '../../errors.ts'
import { logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import { decodedMp3, pcmBytes } from '../../storage/decoded-mp3.ts'
import type { ReadableFiles } from '../../storage/file-store.ts'
import { readPart } from '../../storage/read-part.ts'
import { withEnds } from '../../storage/with-ends.ts'

export type Download = {
  /** Where it is found under its `key`, as it is given. */
  files: ReadableFiles
  key: string
  bytes: number
  contentType: string
  /** For people: `Ada - Rain on glass.mp3`. */
  fileName: string
}

/**
 * A track's sound with tags of today: a new title needs no new file. Of an MP3 a WAV is made while it is read.
 * Throws `not_found`, and `conflict` where there is no MP3 of what was made as a WAV.
 */
export async function findDownload(
  { db, files }: Pick<Services, 'db' | 'files'>,
  { userId, trackId, format }: { userId: string; trackId: string; format: 'mp3' | 'wav' },
): Promise<Download> {
  const found = await readDownloadable(db, userId, trackId)
  if (found === null) throw new DomainError('not_found', 'There is no such download.')
  const stored = format === 'mp3' ? found.mp3 : found
  if (stored === null) throw new DomainError('conflict', noMp3(found))
  const tags = { ...tagsOf(found), cover: await readCover(files, found.cover) }
  const fileName = `${safeName(`${tags.artist} - ${tags.title}`)}.${format}`
  const download = format === 'mp3' ? mp3Of(files, stored, tags) : await wavOf(files, found, tags)
  return { ...download, key: stored.key, fileName }
}

const noMp3 = ({ isMp3Due }: Downloadable) =>
  isMp3Due
    ? 'This track was made as a WAV. Its MP3 isn’t ready yet.'
    : 'This track was made as a WAV. Download that one.'

type Stored = Pick<Downloadable, 'key' | 'sound'>
type Given = Pick<Download, 'files' | 'bytes' | 'contentType'>

function mp3Of(files: ReadableFiles, { sound }: Stored, tags: SongTags): Given {
  const head = writeId3Tag(tags)
  return {
    files: withEnds(files, sound, { head }),
    bytes: head.length + sound.bytes,
    contentType: 'audio/mpeg',
  }
}

async function wavOf(files: ReadableFiles, found: Downloadable, tags: SongTags): Promise<Given> {
  const samples = await samplesOf(files, found)
  const { offset, bytes: soundBytes } = samples.place
  const ends = wrapWav({
    format: samples.format,
    soundBytes,
    info: writeInfo(tags),
    id3Tag: writeId3Tag(tags),
  })
  return {
    files: withEnds(samples.files, { offset, bytes: soundBytes }, ends),
    bytes: ends.head.length + soundBytes + ends.tail.length,
    contentType: 'audio/wav',
  }
}

/** As they are stored, or decoded. */
async function samplesOf(
  files: ReadableFiles,
  { key, contentType, sound, measured }: Downloadable,
) {
  if (contentType === 'audio/wav') {
    const header = parseWavHeader(await readPart(files, key, { offset: 0, length: sound.offset }))
    if (typeof header === 'string') throw new DomainError('not_found', 'There is no such download.')
    return { files, place: sound, format: header.formatChunk }
  }
  // An MP3 has one channel or two.
  const size = { frames: measured.frames, channels: measured.channels as 1 | 2 }
  return {
    files: decodedMp3(files, size),
    place: { offset: 0, bytes: pcmBytes(size) },
    format: pcmFormat(measured.channels, measured.sampleRate),
  }
}

const COVER_BYTES_MAX = 1024 * 1024

/** A download without its cover is better than none. */
async function readCover(
  files: ReadableFiles,
  cover: Downloadable['cover'],
): Promise<Uint8Array | null> {
  if (cover === null || cover.bytes > COVER_BYTES_MAX) return null
  const { key, bytes } = cover
  try {
    const picture = await readPart(files, key, { offset: 0, length: bytes })
    return picture.length === bytes ? picture : null
  } catch (error) {
    logPassingError('cover_not_read', error, { key })
    return null
  }
}

/** What was measured goes before what was asked for. */
function tagsOf({ track, artist, measured }: Downloadable): Omit<SongTags, 'cover'> {
  return {
    title: track.take === null ? track.title : `${track.title}, take ${track.take}`,
    artist,
    year: track.createdAt.getUTCFullYear(),
    bpm: measured.bpm ?? track.requestedBpm,
    key: measured.key ?? track.requestedKey,
    genre: track.genre,
    lyrics: track.lyrics,
    recipe: JSON.stringify({
      madeWith: 'SoundFoundry',
      track: track.id,
      prompt: track.prompt,
      instrumental: track.instrumental,
      model: track.model,
      durationSeconds: track.requestedDurationSeconds,
      bpm: track.requestedBpm,
      key: track.requestedKey,
      genre: track.genre,
      mood: track.mood,
      seed: track.seed,
    }),
  }
}

const NAME_LENGTH_MAX = 120

/** A name that every system takes: no separators, nothing it reads as a command, no dots or spaces at its ends. */
function safeName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ').replace(/\s+/g, ' ')
  const short = [...plain].slice(0, NAME_LENGTH_MAX).join('')
  return short.replace(/^[. ]+|[. ]+$/g, '') || 'Track'
}
