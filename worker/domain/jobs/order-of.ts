import type { Track } from '../../db/schema.ts'
import type { SongOrder } from '../../providers/model.ts'

/** What the person asked for, not what we measured of the music. */
export function orderOf(track: Track): SongOrder {
  return {
    prompt: track.prompt,
    lyrics: track.lyrics,
    instrumental: track.instrumental,
    durationSeconds: track.requestedDurationSeconds,
    genre: track.genre,
    mood: track.mood,
    bpm: track.requestedBpm,
    key: track.requestedKey,
    seed: track.seed,
  }
}
