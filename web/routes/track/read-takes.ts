import type { TrackAnswer, TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import type { Api } from '../../api/client.ts'

/** The takes that were asked for together with this one, which is among them, without those in the trash. */
export async function readTakes(
  api: Api,
  { take, orderId }: Pick<TrackAnswer, 'take' | 'orderId'>,
): Promise<TrackListed[]> {
  if (take === null) return []
  const answer = await api.api.tracks.$get({ query: { orderId, sort: 'oldest' } })
  // A page without its takes is better than none.
  return answer.ok ? (await answer.json()).items : []
}
