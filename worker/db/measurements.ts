import { and, eq, getTableColumns, isNotNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { SoundMeasures } from '../audio/analysis/sound-analysis.ts'
import type { SoundPlace } from '../audio/find-sound.ts'
import type { SoundSums } from '../audio/sound-digest.ts'
import type { Db } from './client.ts'
import { insertRow } from './insert-row.ts'
import { files, measurements, tracks } from './schema.ts'

/** What is kept of a measured sound. */
export type Measurement = Omit<SoundMeasures, 'peaks' | 'loudnessOverTime'>

/** It is what a track was made as, and there is no MP3 of it. */
const LACKS_RENDITION = sql<boolean>`(
  files.kind = 'audio' and files.content_type = 'audio/wav' and not exists (
    select from files as made where made.track_id = files.track_id and made.kind = 'rendition'))`

export type Unmeasured = {
  key: string
  contentType: string
  bytes: number
  userId: string
  /** Null for a reference. */
  trackId: string | null
  lacksRendition: boolean
}

/** Null when it was measured already, or is gone. */
export async function readUnmeasured(db: Db, fileId: string): Promise<Unmeasured | null> {
  const [file] = await db
    .select({
      key: files.key,
      contentType: files.contentType,
      bytes: files.bytes,
      userId: files.userId,
      trackId: files.trackId,
      lacksRendition: LACKS_RENDITION,
    })
    .from(files)
    .where(and(eq(files.id, fileId), isNotNull(files.measureAt)))
  return file ?? null
}

/** An MP3 without tags: all of it is sound. */
export type StoredRendition = { id: string; key: string; bytes: number; etag: string } & SoundSums

export type MeasuredSound = {
  measures: Measurement
  sound: SoundPlace & SoundSums
  rendition: StoredRendition | null
}

/**
 * Null for a sound that can't be measured. Of a file that is gone nothing is kept: its track is taken first, as whoever
 * purges it does. False when there is a rendition that isn't kept: of a file that is gone, and when
 * there is one already.
 */
export async function writeMeasurement(
  db: Db,
  fileId: string,
  measured: MeasuredSound | null,
): Promise<boolean> {
  if (measured === null) {
    await db.update(files).set({ measureAt: null }).where(eq(files.id, fileId))
    return true
  }
  const { offset, bytes, crc32, sha256 } = measured.sound
  const row = { ...measured.measures, fileId: sql`file.id`, measuredAt: sql`now()` }
  const { rows } = await db.execute<{ isKept: boolean }>(sql`
    with track as (
      select id from tracks where id = (select track_id from files where id = ${fileId}) and audio_file_id = ${fileId}
      for no key update
    ), file as (
      update files set measure_at = null, sound_offset = ${offset}::bigint, sound_bytes = ${bytes}::bigint,
        sound_crc32 = ${crc32}::bigint, sound_sha256 = ${sha256}
      where id = ${fileId} and (track_id is null or exists (select from track)) returning id, user_id, track_id
    ), rendition as (${insertRendition(measured.rendition)})
    ${insertRow(measurements, row, sql`file`)}
    on conflict (file_id) do update set ${REPLACED}
    returning exists (select from rendition) as "isKept"`)
  return measured.rendition === null || rows[0]?.isKept === true
}

/** Of the track of `file`, once. */
function insertRendition(made: StoredRendition | null): SQL {
  if (made === null) return sql`select`
  return sql`
    insert into files (id, user_id, track_id, kind, key, content_type, bytes, etag,
      sound_offset, sound_bytes, sound_crc32, sound_sha256)
    select ${made.id}, user_id, track_id, 'rendition', ${made.key}, 'audio/mpeg', ${made.bytes}::bigint, ${made.etag},
      0, ${made.bytes}::bigint, ${made.crc32}::bigint, ${made.sha256}
    from file on conflict (track_id) where kind = 'rendition' do nothing returning id`
}

const REPLACED = sql.join(
  Object.values(getTableColumns(measurements)).map(({ name }) => {
    const column = sql.identifier(name)
    return sql`${column} = excluded.${column}`
  }),
  sql`, `,
)

/** Of a file: tags can be written around its sound, whose place is known. */
export const IS_DOWNLOADABLE = sql<boolean>`(
  files.content_type in ('audio/mpeg', 'audio/wav') and files.sound_bytes is not null)`

/** What was measured of a file, as a column of a query. */
export const measurementOf = (fileId: SQLWrapper): SQL<Measurement | null> => sql`(
  select json_build_object(
    'durationSeconds', duration_seconds, 'frames', frames, 'sampleRate', sample_rate, 'channels', channels,
    'loudnessLufs', loudness_lufs, 'loudnessRangeLu', loudness_range_lu, 'truePeakDbtp', true_peak_dbtp,
    'bpm', bpm, 'bpmConfidence', bpm_confidence, 'bpmOther', bpm_other,
    'key', key, 'keyConfidence', key_confidence, 'keyOther', key_other,
    'energy', energy, 'brightness', brightness, 'chroma', chroma)
  from measurements where file_id = ${fileId})`

/** What was measured of a track's sound, as a column of a query on tracks. */
export const MEASURED = measurementOf(tracks.audioFileId)

/** What is known of a track's sound, as columns of a query on tracks. */
export const SOUND = {
  measured: MEASURED,
  downloadable: sql<DownloadableType | null>`(
    select files.content_type from files where files.id = ${tracks.audioFileId} and ${IS_DOWNLOADABLE})`,
  renditionId: sql<string | null>`(
    select made.id from files as made where made.track_id = tracks.id and made.kind = 'rendition')`,
}

export type DownloadableType = 'audio/mpeg' | 'audio/wav'

/** `downloadable`: as what its sound is stored; null while nobody can download it. */
export type TrackSound = {
  measured: Measurement | null
  downloadable: DownloadableType | null
  /** The MP3 of what was made as a WAV. */
  renditionId: string | null
}
