import { CATALOGUE, type ModelId } from '../providers/catalogue.ts'
import { priceTracks } from './credit-prices.ts'

/** What `POST /api/tracks` would charge, in whole credits, without knowing the words yet. */
export function quoteTracks(asked: {
  model: 'auto' | ModelId
  variations: number
  hasLyrics: boolean
  instrumental: boolean
}): number {
  const automatic = asked.hasLyrics && !asked.instrumental ? 'minimax-music-2' : 'minimax-music-2.5'
  const model = CATALOGUE[asked.model === 'auto' ? automatic : asked.model]
  return priceTracks(model, asked.variations)
}
