import { lengthOf } from '../../worker/providers/compose-prompt.ts'
import type { Offer } from '../models/offer.ts'
import { formatNumber } from '../ui/format-number.ts'
import { measurePrompt } from './measure-prompt.ts'
import type { SongField, SongValues } from './song-values.ts'

export type Problem = { field: SongField; sentence: string }

export const TITLE_LENGTH_MAX = 120

export const EMPTY_PROMPT = 'Say in a few words what it should sound like.'

/** What keeps the song from being made as far as the page can tell; the API has the last word. */
export function checkSong(song: SongValues, offer: Offer): Problem | null {
  const at = (field: SongField, sentence: string | null) => sentence && { field, sentence }
  return (
    at('prompt', checkPrompt(song, offer)) ||
    at('lyrics', checkLyrics(song, offer)) ||
    at('title', sayTooMany(lengthOf(song.title.trim()), TITLE_LENGTH_MAX)) ||
    null
  )
}

function checkPrompt(song: SongValues, offer: Offer): string | null {
  if (song.prompt.trim() === '') return EMPTY_PROMPT
  return sayTooMany(measurePrompt(song, offer).used, offer.prompt.max)
}

function checkLyrics({ lyrics, instrumental }: SongValues, offer: Offer): string | null {
  if (instrumental === 'true') return null
  const { min, max, required } = offer.lyrics
  const length = lengthOf(lyrics.trim())
  if (length === 0) return required ? `${offer.name} needs lyrics.` : null
  if (length < min) return `${offer.name} needs at least ${min} characters of lyrics.`
  return sayTooMany(length, max)
}

/** Null while there is room. */
export function sayTooMany(used: number, max: number): string | null {
  const over = used - max
  if (over <= 0) return null
  return `${formatNumber(over)} ${over === 1 ? 'character' : 'characters'} too many.`
}
