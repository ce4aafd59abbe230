import { shrinkPeaks } from '../../audio/shrink-peaks.ts'
import {
  keepSmallPeaks,
  type PeaksOfTrack,
  readSmallPeaks as readKept,
} from '../../db/small-peaks.ts'
import { logOutage } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

/** Of files from before small peaks were kept, one request measures so many. */
const MEASURED_MAX = 10

export type SmallPeaks = { id: string; peaks: number[] }

/** In the order asked for. Leaves out what isn't theirs, what has no sound, and what the next request will measure. */
export async function readSmallPeaks(
  services: Pick<Services, 'db' | 'files'>,
  { userId, trackIds }: { userId: string; trackIds: string[] },
): Promise<SmallPeaks[]> {
  const found = new Map(
    (await readKept(services.db, userId, trackIds)).map((each) => [each.id, each]),
  )
  const asked = [...new Set(trackIds)].flatMap((id) => found.get(id) ?? [])
  const measured = await measure(
    services,
    asked.filter(({ smallPeaks }) => smallPeaks === null).slice(0, MEASURED_MAX),
  )
  return asked.flatMap(({ id, smallPeaks }) => {
    const peaks = smallPeaks ?? measured.get(id)
    return peaks ? [{ id, peaks }] : []
  })
}

async function measure(
  { db, files }: Pick<Services, 'db' | 'files'>,
  tracks: PeaksOfTrack[],
): Promise<Map<string, number[]>> {
  const read = await Promise.all(
    tracks.map(async ({ id, file }) => {
      const smallPeaks = await readStored(files, file.key)
      return smallPeaks ? [{ id, fileId: file.id, smallPeaks }] : []
    }),
  )
  const measured = read.flat()
  if (measured.length > 0) await keepSmallPeaks(db, measured)
  return new Map(measured.map(({ id, smallPeaks }) => [id, smallPeaks]))
}

/** Null when the file can't be read now. */
async function readStored(files: Services['files'], key: string): Promise<number[] | null> {
  try {
    const stored = await files.get(key)
    return stored?.body ? shrinkPeaks(await new Response(stored.body).json()) : null
  } catch (error) {
    logOutage(files, 'peaks_not_read', error)
    return null
  }
}
