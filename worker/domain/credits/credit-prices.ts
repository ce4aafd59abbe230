import type { Model } from '../../providers/model.ts'
import { PRICED_SECONDS } from '../../states/priced-seconds.ts'

/** Whole credits for all variations together, by the settled length (see `settleSeconds`). */
export function priceTracks(
  model: Pick<Model, 'credits' | 'durationSeconds'>,
  { seconds, variations }: { seconds: number | null; variations: number },
): number {
  const { credits, durationSeconds } = model
  if ('perTrack' in credits) return credits.perTrack * variations
  // An unknown length costs as much as the longest.
  const steps = Math.ceil((seconds ?? durationSeconds.max) / PRICED_SECONDS)
  return credits.per30s * steps * variations
}
