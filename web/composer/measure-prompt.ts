import { composePrompt, lengthOf } from '../../worker/providers/compose-prompt.ts'
import type { Wanted } from '../models/find-misfit.ts'
import type { Offer } from '../models/offer.ts'
import type { SongValues } from './song-values.ts'

/**
 * Counts the characters of the prompt as the model gets it, and how many of them are wishes written
 * out as words. The model's limit is for both together.
 */
export function measurePrompt(
  song: SongValues,
  { honours }: Pick<Offer, 'honours'>,
): { used: number; wishes: number } {
  const wanted = readWanted(song)
  const used = lengthOf(composePrompt(wanted, { honours }))
  return { used, wishes: used - lengthOf(wanted.prompt) }
}

/** The song as the API reads it. */
export function readWanted(song: SongValues): Wanted {
  return {
    prompt: song.prompt.trim(),
    lyrics: song.lyrics.trim() || null,
    instrumental: song.instrumental === 'true',
    genre: song.genre.trim() || null,
    mood: song.mood.trim() || null,
    key: song.key || null,
    bpm: Number(song.bpm) || null,
    durationSeconds: Number(song.durationSeconds) || null,
  }
}
