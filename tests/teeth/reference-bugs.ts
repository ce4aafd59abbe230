import type { PlantedBug } from './planted-bugs.ts'

const FILES = 'worker/routes/files.test.ts'

export const REFERENCE_BUGS: readonly PlantedBug[] = [
  {
    name: 'a person may hear and delete another person’s reference',
    file: 'worker/db/references.ts',
    find: "and(eq(files.userId, userId), eq(files.kind, 'reference'), isNotNull(files.storedAt))",
    replace: "and(eq(files.kind, 'reference'), isNotNull(files.storedAt))",
    test: FILES,
  },
  {
    name: 'uploads that are under way take no room',
    file: 'worker/db/references.ts',
    find: 'or created_at > now() -',
    replace: 'or created_at > now() +',
    test: FILES,
  },
  {
    name: 'a reference whose confirmation was lost loses its sound',
    file: 'worker/domain/files/store-reference.ts',
    find: 'if (isForgotten) await',
    replace: 'await',
    test: FILES,
  },
  {
    name: 'what can’t be heard becomes a reference',
    file: 'worker/domain/files/store-reference.ts',
    find: "if (!isSong(measured)) throw refusalFor('silent')",
    replace: '',
    test: FILES,
  },
]
