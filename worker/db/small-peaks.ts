import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { files, tracks } from './schema.ts'

export type PeaksOfTrack = {
  id: string
  file: { id: string; key: string }
  /** Null for a file from before they were kept. */
  smallPeaks: number[] | null
}

/** Of their own among these that have sound, in no order. */
export function readSmallPeaks(
  db: Db,
  userId: string,
  trackIds: readonly string[],
): Promise<PeaksOfTrack[]> {
  return db
    .select({
      id: tracks.id,
      file: { id: files.id, key: files.key },
      smallPeaks: files.smallPeaks,
    })
    .from(tracks)
    .innerJoin(files, eq(files.id, tracks.peaksFileId))
    .where(and(inArray(tracks.id, [...trackIds]), eq(tracks.userId, userId)))
}

/** `measured` must not be empty. */
export async function keepSmallPeaks(
  db: Db,
  measured: readonly { fileId: string; smallPeaks: number[] }[],
): Promise<void> {
  const rows = measured.map(
    ({ fileId, smallPeaks }) =>
      sql`(${fileId}, ${sql.param(smallPeaks, files.smallPeaks)}::smallint[])`,
  )
  await db.execute(sql`
    update files set small_peaks = measured.small_peaks
    from (values ${sql.join(rows, sql`, `)}) as measured (file_id, small_peaks)
    where files.id = measured.file_id`)
}
