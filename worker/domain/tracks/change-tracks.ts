import { updateTracks } from '../../db/tracks.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { refuseContent } from '../content-policy/refuse-content.ts'
import { answerListed, type TrackListed } from './track-answer.ts'

export type TrackChange = {
  title?: string | undefined
  favorite?: boolean | undefined
  trashed?: boolean | undefined
}

/** Leaves out what isn't theirs. Throws `refused` or `invalid`, and then changed nothing. */
export async function changeTracks(
  { db, now }: Pick<Services, 'db' | 'now'>,
  { userId, trackIds, change }: { userId: string; trackIds: string[]; change: TrackChange },
): Promise<TrackListed[]> {
  refuseContent({ title: change.title })
  const { trashed, ...marks } = change
  if (Object.values(change).every((each) => each === undefined))
    throw new DomainError('invalid', 'Nothing to change.')
  const trashedAt = trashed ? now() : null
  const changed = await updateTracks(db, userId, trackIds, {
    ...marks,
    ...(trashed === undefined ? {} : { trashedAt }),
  })
  const byId = new Map(changed.map((track) => [track.id, answerListed(track)]))
  return [...new Set(trackIds)].flatMap((id) => byId.get(id) ?? [])
}
