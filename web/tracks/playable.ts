import type { TrackAnswer } from '../../worker/domain/tracks/track-answer.ts'
import type { PlayableTrack } from '../player/player-provider.tsx'

/** The track for the player; null while it has no audio. */
export function playableOf(track: TrackAnswer): PlayableTrack | null {
  const { id, title, audioUrl, peaksUrl, durationSeconds, genre, take } = track
  const { lyrics, favorite, downloads } = track
  if (audioUrl === null) return null
  return {
    id,
    title,
    audioUrl,
    peaksUrl,
    durationSeconds,
    lyrics,
    favorite,
    downloads,
    ...(genre ? { subtitle: genre } : {}),
    ...(take === null ? {} : { take }),
  }
}
