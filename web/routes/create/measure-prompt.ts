import { composePrompt, lengthOf } from '../../../worker/providers/compose-prompt.ts'
import type { Offer } from '../../models/offer.ts'
import type { SongValues } from './song-values.ts'

/**
 * The characters of the prompt as the model would get it, and how many of them are wishes that it
 * hears as words: it is these together that its limit is for.
 */
export function measurePrompt(
  song: SongValues,
  { honours }: Offer,
): { used: number; wishes: number } {
  const prompt = song.prompt.trim()
  const composed = composePrompt(
    {
      prompt,
      genre: song.genre.trim() || null,
      mood: song.mood.trim() || null,
      key: song.key || null,
      bpm: Number(song.bpm) || null,
      durationSeconds: Number(song.durationSeconds) || null,
    },
    { honours },
  )
  const used = lengthOf(composed)
  return { used, wishes: used - lengthOf(prompt) }
}
