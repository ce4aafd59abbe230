import { hashBody } from '../../crypto/hash-body.ts'
import { readTrack } from '../../db/tracks.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { orderOf } from '../jobs/order-of.ts'
import { NewTrack } from './new-track.ts'
import { requestTrack, type TrackRequested } from './request-track.ts'

/**
 * At today's price; pressing twice makes one track. Throws what `requestTrack` throws, `not_found`,
 * or `conflict` unless the track failed or was canceled.
 */
export async function retryTrack(
  services: Pick<Services, 'config' | 'db' | 'redis' | 'queues' | 'now'>,
  { userId, trackId }: { userId: string; trackId: string },
): Promise<TrackRequested> {
  const found = await readTrack(services.db, userId, trackId)
  if (found === null) throw new DomainError('not_found', 'There is no such track.')
  const { track } = found
  if (track.status !== 'failed' && track.status !== 'canceled')
    throw new DomainError(
      'conflict',
      'Only a track that failed or was canceled can be tried again.',
    )
  const wishes = Object.entries({ ...track, ...orderOf(track) })
  const wished = wishes.filter(([name, wish]) => name in NewTrack.shape && wish !== null)
  const song = readSong(Object.fromEntries(wished))
  // A track with a new title is a new request.
  const idempotencyKey = `retry ${trackId} ${await hashBody(song)}`
  return requestTrack(services, { userId, song, idempotencyKey })
}

/** A track from before a rule for texts was made may break it. */
function readSong(wishes: Record<string, unknown>): NewTrack {
  const { data, error } = NewTrack.safeParse(wishes)
  if (data) return data
  const why = error.issues[0]?.message ?? ''
  throw new DomainError('invalid', `This track can’t be made again as it is. ${why}`.trim())
}
