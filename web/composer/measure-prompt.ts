import { composePrompt, lengthOf } from '../../../worker/providers/compose-prompt.ts'
import type { Offer } from '../../models/offer.ts'
import type { SongValues } from './song-values.ts'

/**
 * Counts the characters of the prompt as the model gets it, and how many of them are wishes written
 * out as words. The model's limit is for both together.
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
