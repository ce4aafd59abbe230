import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { readTexts } from '../../forms/read-texts.ts'

const NAMES = [
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

/** The form's controls as they were typed; empty text is no wish. */
export type SongValues = Record<(typeof NAMES)[number], string>

export function readSongValues(form: FormData): SongValues {
  return readTexts(form, NAMES)
}

/** A form that holds a prompt from the address and nothing else. */
export function blankSong(prompt: string): SongValues {
  return { ...readSongValues(new FormData()), prompt, model: 'auto' }
}

/** A form that asks for the same song again, without the seed of a finished one: that would make the same track. */
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
    variations: '',
  }
}
