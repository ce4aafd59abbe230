import { STYLES } from './genres/styles.ts'
import { singingSeconds } from './score/lyric-sections.ts'
import { hashText, openRandom, type Random } from './seeded-random.ts'
import { findBpm, findDurationSeconds, findKey, readKeyName } from './spoken-numbers.ts'
import { findNamed, GENRE_WORDS, MOOD_WORDS } from './wish-words.ts'

export type PitchClass = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11
export type Key = { tonic: PitchClass; mode: 'major' | 'minor' }
export type Genre =
  | 'pop'
  | 'rock'
  | 'lo-fi'
  | 'hip hop'
  | 'house'
  | 'techno'
  | 'ambient'
  | 'jazz'
  | 'folk'
  | 'cinematic'
  | 'synthwave'
  | 'drum & bass'
  | 'r&b'
  | 'classical'
  | 'funk'
  | 'reggae'
export type Mood = 'happy' | 'sad' | 'calm' | 'energetic' | 'dark' | 'dreamy' | 'romantic' | 'epic'

/** What a request asks for: a description in words, and any field that the caller gives separately. */
export type SongRequest = {
  prompt: string
  lyrics?: string
  instrumental?: boolean
  seed?: number
  durationSeconds?: number
  bpm?: number
  key?: string
}

/** Everything that decides a song; equal wishes give equal audio, to the byte. */
export type SongWishes = {
  bpm: number
  key: Key
  genre: Genre
  mood: Mood
  durationSeconds: number
  seed: number
  lyrics: string | null
  instrumental: boolean
}

export const DURATION_SECONDS_MIN = 5
export const DURATION_SECONDS_MAX = 300
export const SUNG_DEFAULT_SECONDS_MAX = 240
export const DURATION_SECONDS_DEFAULT = 40
export const BPM_MIN = 40
export const BPM_MAX = 220

/**
 * Reads what a request wishes for. Explicit fields win, then words in the prompt ("92 BPM, in A
 * minor, about 60 seconds long"), then defaults of the genre chosen by the seed. Lengths and tempi
 * outside the bounds are brought to the nearest bound. Without a seed, the seed is a stable hash of
 * the whole request. Section tags in the lyrics are kept: they shape the arrangement.
 */
export function readWishes(request: SongRequest): SongWishes {
  const { prompt } = request
  const seed = request.seed === undefined ? seedOf(request) : request.seed >>> 0
  const random = openRandom(seed, 'wishes')
  const instrumental = isInstrumental(request)
  const sung = instrumental ? '' : (request.lyrics?.trim() ?? '')
  const lyrics = sung === '' ? null : sung
  const genre = findNamed(prompt, GENRE_WORDS) ?? random.pick(lyrics ? SONG_GENRES : ANY_GENRES)
  const mood = findNamed(prompt, MOOD_WORDS) ?? random.pick(STYLES[genre].moods)
  const bpm = clamp(
    request.bpm ?? findBpm(prompt) ?? defaultBpm(genre, mood, random),
    BPM_MIN,
    BPM_MAX,
  )
  const spokenKey = (request.key ? readKeyName(request.key) : null) ?? findKey(prompt)
  const key = spokenKey ?? defaultKey(genre, mood, random)
  const spokenSeconds = request.durationSeconds ?? findDurationSeconds(prompt)
  const defaultSeconds = lyrics
    ? clamp(singingSeconds(lyrics, bpm), DURATION_SECONDS_DEFAULT, SUNG_DEFAULT_SECONDS_MAX)
    : DURATION_SECONDS_DEFAULT
  const durationSeconds = clamp(
    spokenSeconds ?? defaultSeconds,
    DURATION_SECONDS_MIN,
    DURATION_SECONDS_MAX,
  )
  return { bpm, key, genre, mood, durationSeconds, seed, lyrics, instrumental }
}

const SONG_GENRES: readonly Genre[] = ['pop', 'folk', 'rock', 'r&b', 'synthwave']
const ANY_GENRES: readonly Genre[] = ['pop', 'lo-fi', 'synthwave', 'house', 'folk', 'funk']

function seedOf({ prompt, lyrics, instrumental, durationSeconds, bpm, key }: SongRequest): number {
  return hashText(JSON.stringify([prompt, lyrics, instrumental, durationSeconds, bpm, key]))
}

function isInstrumental({ prompt, lyrics, instrumental }: SongRequest): boolean {
  if (instrumental !== undefined) return instrumental
  if (lyrics?.trim()) return false
  return /\binstrumental\b|\b(no|without) (vocals?|singing|voice)\b/i.test(prompt)
    ? true
    : !/\b(vocals?|singer|singing|sung|voice|choir)\b/i.test(prompt)
}

const MOOD_TEMPO: Record<Mood, number> = {
  happy: 0.7,
  sad: 0.15,
  calm: 0.1,
  energetic: 1,
  dark: 0.4,
  dreamy: 0.3,
  romantic: 0.3,
  epic: 0.6,
}

function defaultBpm(genre: Genre, mood: Mood, random: Random): number {
  const [slowest, fastest] = STYLES[genre].bpm
  const place = clamp(MOOD_TEMPO[mood] + random.between(-0.2, 0.2), 0, 1)
  return Math.round(slowest + (fastest - slowest) * place)
}

const MOOD_MINOR: Record<Mood, number> = {
  happy: 0.05,
  sad: 0.95,
  calm: 0.4,
  energetic: 0.5,
  dark: 1,
  dreamy: 0.5,
  romantic: 0.35,
  epic: 0.7,
}

function defaultKey(genre: Genre, mood: Mood, random: Random): Key {
  const minorShare = MOOD_MINOR[mood] * 0.7 + STYLES[genre].minorShare * 0.3
  // below(12) is one of the twelve.
  const tonic = random.below(12) as PitchClass
  return { tonic, mode: random.next() < minorShare ? 'minor' : 'major' }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
