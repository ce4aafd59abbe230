import { openConnection } from './connection.ts'

/** How this tab reaches the studio. On the server it is never used. */
export const studioConnection = openConnection(() => document.hidden)
