import { and, desc, eq, inArray, type SQL } from 'drizzle-orm'
import { files, tracks } from './schema.ts'

/** Of a query that joins tracks with files. A track has one sound as it was made, and maybe a rendition of it. */
export function isFileOf(kind: 'audio' | 'peaks'): SQL | undefined {
  return kind === 'peaks'
    ? eq(files.id, tracks.peaksFileId)
    : and(eq(files.trackId, tracks.id), inArray(files.kind, ['audio', 'rendition']))
}

export const RENDITION_FIRST = desc(eq(files.kind, 'rendition'))
