import { PURGED_PAGE, purgeTracks } from '../../db/trash.ts'
import { logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

/** A track has a few files: so many pages at once are enough for an hour. */
const PAGES_MAX = 20

/** Empties everybody's trash of what has been in it for thirty days. Files that can't be deleted now are swept later. */
export async function purgeTrash({ db, files }: Pick<Services, 'db' | 'files'>): Promise<void> {
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { tracks, keys } = await purgeTracks(db)
    if (keys.length > 0)
      await files
        .delete(keys)
        .catch((error) => logPassingError('files_of_trash_not_deleted', error))
    if (tracks < PURGED_PAGE) return
  }
}
