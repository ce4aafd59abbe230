import type { TrackAnswer } from '../../worker/domain/tracks/track-answer.ts'
import type { PlayableTrack } from '../player/player-provider.tsx'

/** The track for the player; null while it has no audio. */
export function playableOf(track: TrackAnswer): PlayableTrack | null {
  const { id, title, audioUrl, peaksUrl, durationSeconds, genre, lyrics, favorite } = track
  if (audioUrl === null) return null
  const words = genre ? { lyrics, favorite, subtitle: genre } : { lyrics, favorite }
  return { id, title, audioUrl, peaksUrl, durationSeconds, ...words }
}
