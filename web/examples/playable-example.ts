import type { Example } from '../api/read-examples.ts'
import type { PlayableTrack } from '../player/player-provider.tsx'

/** The example for the player. Its title leads to the examples: its own page is its owner's. */
export function playableExample(example: Example): PlayableTrack {
  const { id, title, audioUrl, peaksUrl, durationSeconds, genre } = example
  return {
    id,
    title,
    audioUrl,
    peaksUrl,
    durationSeconds,
    page: '/#examples',
    ...(genre ? { subtitle: genre } : {}),
  }
}
