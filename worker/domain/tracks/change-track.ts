import { updateTrack } from '../../db/tracks.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { refuseContent } from '../content-policy/refuse-content.ts'
import { answerTrack, type TrackAnswer } from './track-answer.ts'

export type TrackChange = {
  title?: string | undefined
  favorite?: boolean | undefined
  trashed?: boolean
}

/** Throws `refused`, `invalid` or `not_found`. */
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
