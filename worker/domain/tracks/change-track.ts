import { updateTrack } from '../../db/tracks.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { refuseContent } from '../content-policy/refuse-content.ts'
import { answerTrack, type TrackAnswer } from './track-answer.ts'

export type TrackChange = {
  title?: string | undefined
  favorite?: boolean | undefined
  /** Whether the track is in the trash. */
  trashed?: boolean
}

/**
 * Renames a person's own track, marks it as a favorite, or moves it into the trash and out again.
 * Throws `refused` for a title, `invalid` when nothing is to change, and `not_found` when the track
 * isn't theirs.
 */
export async function changeTrack(
  { db, now }: Pick<Services, 'db' | 'now'>,
  { userId, trackId, change }: { userId: string; trackId: string; change: TrackChange },
): Promise<TrackAnswer> {
  refuseContent({ title: change.title })
  if (Object.keys(change).length === 0) throw new DomainError('invalid', 'Nothing to change.')
  const { trashed, ...marks } = change
  const deletion = trashed === undefined ? {} : { deletedAt: trashed ? now() : null }
  const track = await updateTrack(db, userId, trackId, { ...marks, ...deletion })
  if (track === null) throw new DomainError('not_found', 'There is no such track.')
  return answerTrack(track)
}
