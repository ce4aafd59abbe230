import type { PlantedBug } from './planted-bugs.ts'

const PURGE = 'worker/domain/tracks/purge-trash.test.ts'

export const TRASH_BUGS: readonly PlantedBug[] = [
  {
    name: 'the trash is emptied of what came into it yesterday',
    file: 'worker/db/trash.ts',
    find: "interval '30 days'",
    replace: "interval '1 day'",
    test: PURGE,
  },
  {
    name: 'the words of what was purged stay',
    file: 'worker/db/trash.ts',
    find: "prompt = '', lyrics = null",
    replace: 'lyrics = lyrics',
    test: PURGE,
  },
  {
    name: 'what was purged can be brought back without its sound',
    file: 'worker/db/tracks.ts',
    find: `where(and(inArray(tracks.id, [...trackIds]), eq(tracks.userId, userId), IS_THERE))`,
    replace: 'where(and(inArray(tracks.id, [...trackIds]), eq(tracks.userId, userId)))',
    test: PURGE,
  },
]
