import type { Model } from '../../providers/model.ts'
import { PRICED_SECONDS } from '../../states/priced-seconds.ts'

/**
 * What a request costs: whole credits, for all its variations together. The length is the settled
 * one (see `settleSeconds`), and matters only for models that are priced by it.
 */
export function priceTracks(
  model: Pick<Model, 'credits' | 'durationSeconds'>,
  { seconds, variations }: { seconds: number | null; variations: number },
): number {
  const { credits, durationSeconds } = model
  if ('perTrack' in credits) return credits.perTrack * variations
  // Nobody makes a track of unknown length by the second; if somebody did, it might be the longest.
  const steps = Math.ceil((seconds ?? durationSeconds.max) / PRICED_SECONDS)
  return credits.per30s * steps * variations
}
