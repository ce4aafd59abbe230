import type { PlantedBug } from './planted-bugs.ts'

/** Mistakes that open a door, or say through one what isn't so. */
export const DOOR_BUGS: readonly PlantedBug[] = [
  {
    name: 'an id from an address leads a call elsewhere',
    file: 'web/api/client.ts',
    find: 'const ID = /^[\\w-]{1,100}$/',
    replace: 'const ID = /^[^?#]{1,100}$/',
    test: 'web/api/client.test.ts',
  },
  {
    name: 'a sibling site may use a person’s cookie',
    file: 'worker/middleware/origin.ts',
    find: "new Set([null, 'same-origin', 'none'])",
    replace: "new Set([null, 'same-origin', 'same-site', 'none'])",
    test: 'worker/routes/auth.test.ts',
  },
  {
    name: 'a write of which nobody knows whether it was done says that nothing was charged',
    file: 'worker/middleware/errors.ts',
    find: "isRead ? 'Something went wrong on our side.",
    replace: "isRead || isUnknown ? 'Something went wrong on our side.",
    test: 'worker/middleware/errors.test.ts',
  },
]
