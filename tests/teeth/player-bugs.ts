import type { PlantedBug } from './planted-bugs.ts'

/** Mistakes that let the player say one thing and do another. */
export const PLAYER_BUGS: readonly PlantedBug[] = [
  {
    name: 'the system’s player calls a broken track playing',
    file: 'web/player/media-session.ts',
    find: "return status === 'playing' || status === 'loading' ? 'playing' : 'paused'",
    replace: "return status === 'paused' ? 'paused' : 'playing'",
    test: 'web/player/media-session.test.ts',
  },
  {
    name: 'shuffling forgets what was added to the queue',
    file: 'web/player/shuffle.ts',
    find: 'entries: [current, ...added, ...mix(rest, random)]',
    replace: 'entries: [current, ...mix(rest, random)]',
    test: 'web/player/queue.test.ts',
  },
]
