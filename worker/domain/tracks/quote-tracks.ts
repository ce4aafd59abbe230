import { type ModelChoice, pickModel } from '../../providers/catalogue.ts'
import type { Model } from '../../providers/model.ts'
import { priceTracks } from '../credits/credit-prices.ts'
import { requireLength } from './choose-model.ts'
import { settleSeconds } from './settle-seconds.ts'

type Asked = {
  model: ModelChoice
  durationSeconds?: number | undefined
  variations: number
  hasLyrics: boolean
  instrumental: boolean
}

/** What `POST /api/tracks` charges. Throws `invalid` for a length that the model doesn't make. */
export function quoteTracks(asked: Asked, longestTrackSeconds: number): number {
  const model = pickModel(asked.model, (each) => mayMake(each, asked))
  const wished = asked.durationSeconds ?? null
  requireLength(model, wished)
  const seconds = settleSeconds(model, wished, longestTrackSeconds)
  return priceTracks(model, { seconds, variations: asked.variations })
}

function mayMake({ lyrics, instrumental }: Model, asked: Asked): boolean {
  return (instrumental || !asked.instrumental) && (asked.hasLyrics || !lyrics.required)
}
