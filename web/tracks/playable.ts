import type { TrackAnswer } from '../../worker/domain/tracks/track-answer.ts'
import type { PlayableTrack } from '../player/player-provider.tsx'

/** The track as the player takes it; null while there is nothing to hear. */
export function playableOf(track: TrackAnswer): PlayableTrack | null {
  const { id, title, audioUrl, peaksUrl, durationSeconds, genre } = track
  if (audioUrl === null) return null
  return { id, title, audioUrl, peaksUrl, durationSeconds, ...(genre ? { subtitle: genre } : {}) }
}
