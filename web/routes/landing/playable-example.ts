import type { Example } from '../../api/read-examples.ts'
import type { PlayableTrack } from '../../player/player-provider.tsx'

/** The example for the player, which shows its genre beneath the title. */
export function playableExample(example: Example): PlayableTrack {
  const { id, title, audioUrl, peaksUrl, durationSeconds, genre } = example
  return { id, title, audioUrl, peaksUrl, durationSeconds, ...(genre ? { subtitle: genre } : {}) }
}
