import type { TrackAnswer } from '../../worker/domain/tracks/track-answer.ts'
import { readTexts } from '../forms/read-texts.ts'

export const SONG_FIELDS = [
  'title',
  'prompt',
  'lyrics',
  'instrumental',
  'genre',
  'mood',
  'bpm',
  'key',
  'durationSeconds',
  'seed',
  'model',
  'variations',
] as const

export type SongField = (typeof SONG_FIELDS)[number]

/** A song as it was typed and chosen; empty text is no wish. */
export type SongValues = Record<SongField, string>

export function readSongValues(form: FormData): SongValues {
  return readTexts(form, SONG_FIELDS)
}

/** A song of which nothing but the prompt is known. */
export function blankSong(prompt: string): SongValues {
  return { ...readSongValues(new FormData()), prompt, model: 'auto', variations: '1' }
}

/** The same song again, without the seed of a finished one: that would make the same track. */
export function sameSong(track: TrackAnswer): SongValues {
  return {
    title: track.title,
    prompt: track.prompt,
    lyrics: track.lyrics ?? '',
    instrumental: track.instrumental ? 'true' : '',
    genre: track.genre ?? '',
    mood: track.mood ?? '',
    bpm: String(track.bpm ?? ''),
    key: track.key ?? '',
    durationSeconds: String(track.requestedDurationSeconds ?? ''),
    seed: track.status === 'complete' ? '' : String(track.seed ?? ''),
    model: track.model,
    variations: '1',
  }
}
