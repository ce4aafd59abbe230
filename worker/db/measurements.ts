import { and, eq, getTableColumns, isNotNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { SoundMeasures } from '../audio/analysis/sound-analysis.ts'
import type { SoundPlace } from '../audio/find-sound.ts'
import type { SoundSums } from '../audio/sound-digest.ts'
import type { Db } from './client.ts'
import { insertRow } from './insert-row.ts'
import { files, measurements, tracks } from './schema.ts'

/** What is kept of a measured sound. */
export type Measurement = Omit<SoundMeasures, 'peaks' | 'loudnessOverTime'>

/** Null when it was measured already, or is gone. */
export async function readUnmeasured(db: Db, fileId: string) {
  const [file] = await db
    .select({ key: files.key, contentType: files.contentType, bytes: files.bytes })
    .from(files)
    .where(and(eq(files.id, fileId), isNotNull(files.measureAt)))
  return file ?? null
}

export type MeasuredSound = { measures: Measurement; sound: SoundPlace & SoundSums }

/** Null for a sound that can't be measured. Of a file that is gone nothing is kept. */
export async function writeMeasurement(
  db: Db,
  fileId: string,
  measured: MeasuredSound | null,
): Promise<void> {
  if (measured === null) {
    await db.update(files).set({ measureAt: null }).where(eq(files.id, fileId))
    return
  }
  const { offset, bytes, crc32, sha256 } = measured.sound
  const row = { ...measured.measures, fileId: sql`file.id`, measuredAt: sql`now()` }
  await db.execute(sql`
    with file as (
      update files set measure_at = null, sound_offset = ${offset}::bigint, sound_bytes = ${bytes}::bigint,
        sound_crc32 = ${crc32}::bigint, sound_sha256 = ${sha256}
      where id = ${fileId} returning id
    ) ${insertRow(measurements, row, sql`file`)}
    on conflict (file_id) do update set ${REPLACED}`)
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
}

export type DownloadableType = 'audio/mpeg' | 'audio/wav'

/** `downloadable`: as what its sound is stored; null while nobody can download it. */
export type TrackSound = { measured: Measurement | null; downloadable: DownloadableType | null }
