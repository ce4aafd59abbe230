import { keepCover, readUndrawn } from '../../db/covers.ts'
import type { StoredFile } from '../../db/jobs/complete.ts'
import { newId } from '../../ids.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { logError, logPassingError } from '../../observability/log.ts'
import { renderPng } from '../../pictures/render-png.ts'
import type { Services } from '../../services.ts'
import type { FileStore } from '../../storage/file-store.ts'
import { drawCover } from '../style/draw-cover.ts'
import { foldersOf } from './folders.ts'

const SIDE_PIXELS = 512
const STORE_RETRY_SECONDS = 30

/** Draws and stores a track's cover once, however often called. What can't be drawn cron asks for again, ever more rarely. */
export async function storeCover(
  { db, files }: Pick<Services, 'db' | 'files'>,
  trackId: string,
  draw: (trackId: string) => string = drawCover,
): Promise<Outcome> {
  const track = await readUndrawn(db, trackId)
  if (track === null) return DONE
  const picture = await renderPng(draw(trackId), SIDE_PIXELS).catch((error) => {
    logError('cover_not_drawn', error, { trackId })
    return null
  })
  if (picture === null) return DONE
  const id = newId('fil')
  const key = `${foldersOf(track.userId).covers}${trackId}/${id}.png`
  const stored = await put(files, key, picture)
  if (stored === null) return { retryAfterSeconds: STORE_RETRY_SECONDS }
  const { isKept, replaced } = await keepCover(db, trackId, { id, ...stored })
  const unnamed = isKept ? replaced : key
  // What can't be deleted now is swept.
  if (unnamed !== null)
    await files
      .delete([unnamed])
      .catch((error) => logPassingError('cover_not_deleted', error, { key: unnamed }))
  return DONE
}

/** Null when storage can't be reached. */
async function put(
  files: FileStore,
  key: string,
  picture: Uint8Array,
): Promise<Omit<StoredFile, 'id'> | null> {
  const contentType = 'image/png'
  try {
    const { bytes, etag } = await files.put(key, picture, { contentType })
    return { key, contentType, bytes, etag }
  } catch (error) {
    logPassingError('cover_not_stored', error, { key })
    // The store may have it although its answer was lost.
    await files.delete([key]).catch(() => {})
    return null
  }
}
