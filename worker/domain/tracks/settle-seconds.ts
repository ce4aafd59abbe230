import type { Config } from '../../env.ts'
import type { Model } from '../../providers/model.ts'

/** The longest track that the studio makes: where it is free, its owner pays for every second. */
export function longestTrackSeconds(
  config: Pick<Config, 'FREE_MODE' | 'FREE_DURATION_SECONDS_MAX'>,
): number {
  return config.FREE_MODE ? config.FREE_DURATION_SECONDS_MAX : Number.POSITIVE_INFINITY
}

/**
 * The length to ask the model for. Without a wish an exact model makes its default, or the longest
 * that the studio makes if this is shorter; the others decide for themselves, which is null.
 */
export function settleSeconds(model: Model, wished: number | null, longest: number): number | null {
  if (wished !== null || model.length === 'hint') return wished
  return Math.min(model.durationSecondsDefault, longest)
}
