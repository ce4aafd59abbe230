import { CATALOGUE } from '../../providers/catalogue.ts'
import type { ModelId } from '../../providers/model.ts'
import { priceTracks } from '../credits/credit-prices.ts'
import { requireLength } from './choose-model.ts'
import { settleSeconds } from './settle-seconds.ts'

/**
 * What `POST /api/tracks` would charge, in whole credits, without knowing the words yet. Throws
 * `invalid` for a length that the model doesn't make. `longest` is `longestTrackSeconds`.
 */
export function quoteTracks(
  asked: {
    model: 'auto' | ModelId
    durationSeconds?: number | undefined
    variations: number
    hasLyrics: boolean
    instrumental: boolean
  },
  longest: number,
): number {
  const automatic = asked.hasLyrics && !asked.instrumental ? 'minimax-music-2' : 'minimax-music-2.5'
  const model = CATALOGUE[asked.model === 'auto' ? automatic : asked.model]
  const wished = asked.durationSeconds ?? null
  requireLength(model, wished)
  const seconds = settleSeconds(model, wished, longest)
  return priceTracks(model, { seconds, variations: asked.variations })
}
