import type { PlantedBug } from './planted-bugs.ts'

/** Mistakes that let the network replace a page, or take a person's words. */
export const PAGE_BUGS: readonly PlantedBug[] = [
  {
    name: 'what a gateway answers for the studio replaces the page',
    file: 'web/connection/guard-loads.ts',
    find: "if (!answer.headers.has('X-Remix-Response')) return AWAY",
    replace: '',
    test: 'web/connection/guard-loads.test.ts',
  },
  {
    name: 'a person who was signed out meanwhile loses what they typed',
    file: 'web/forms/post-form.ts',
    find: "if (!signIn.startsWith('/sign-in?next=')) return null",
    replace: "if (signIn !== '') return null",
    test: 'web/forms/post-form.test.ts',
  },
]
