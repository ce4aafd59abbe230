import type { Config } from '../../env.ts'
import type { Model } from '../../providers/model.ts'

/** Limited in free mode, where the operator pays. */
export function longestTrackSeconds(
  config: Pick<Config, 'FREE_MODE' | 'FREE_DURATION_SECONDS_MAX'>,
): number {
  return config.FREE_MODE ? config.FREE_DURATION_SECONDS_MAX : Number.POSITIVE_INFINITY
}

/** The length to ask the model for; null when the model decides. */
export function settleSeconds(
  model: Model,
  wished: number | null,
  longestTrackSeconds: number,
): number | null {
  if (wished !== null || model.length === 'hint') return wished
  return Math.min(model.durationSecondsDefault, longestTrackSeconds)
}
