import { readTrack } from '../../db/tracks.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { refundableUntil } from '../credits/refund-track.ts'
import { answerTrack, type TrackAnswer } from './track-answer.ts'

export type TrackShown = TrackAnswer & {
  jobId: string | null
  given: boolean
  refundableUntil: string | null
}

/** Throws `not_found`. */
export async function showTrack(
  { db, now }: Pick<Services, 'db' | 'now'>,
  { userId, trackId }: { userId: string; trackId: string },
): Promise<TrackShown> {
  const found = await readTrack(db, userId, trackId)
  if (found === null) throw new DomainError('not_found', 'There is no such track.')
  const { track, sound, jobId, given } = found
  const until = refundableUntil({ ...found, status: track.status }, now())
  return {
    ...answerTrack(track, sound),
    jobId,
    given,
    refundableUntil: until?.toISOString() ?? null,
  }
}
