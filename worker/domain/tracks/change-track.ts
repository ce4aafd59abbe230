import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { changeTracks, type TrackChange } from './change-tracks.ts'
import type { TrackAnswer } from './track-answer.ts'

/** Throws `refused`, `invalid` or `not_found`. */
export async function changeTrack(
  services: Pick<Services, 'db' | 'now'>,
  { userId, trackId, change }: { userId: string; trackId: string; change: TrackChange },
): Promise<TrackAnswer> {
  const [changed] = await changeTracks(services, { userId, trackIds: [trackId], change })
  if (changed === undefined) throw new DomainError('not_found', 'There is no such track.')
  const { jobId, ...track } = changed
  return track
}
