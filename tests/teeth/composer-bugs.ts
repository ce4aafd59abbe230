import type { PlantedBug } from './planted-bugs.ts'

/** Mistakes in what a press in the composer sends. */
export const COMPOSER_BUGS: readonly PlantedBug[] = [
  {
    name: 'a song whose answer was lost is paid twice',
    file: 'web/composer/draft-keeper.ts',
    find: 'unansweredKey ??= crypto.randomUUID()',
    replace: 'unansweredKey = crypto.randomUUID()',
    test: 'web/composer/draft-keeper.test.ts',
  },
  {
    name: 'a track is paid without the lyrics that Simple hides, and without a word about it',
    file: 'web/composer/settle-song.ts',
    find: "if (values.mode === 'simple') return findHidden(values)",
    replace: "if (values.mode === 'simple') return null",
    test: 'web/composer/settle-song.test.ts',
  },
]
