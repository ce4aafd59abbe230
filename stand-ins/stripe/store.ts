import type * as journal from '../kit/journal.ts'
import type { Tables } from './tables.ts'

/** All accounts, by secret key. */
export type Store = journal.Journal<Tables>
export type Reader = journal.Reader<Tables>
export type Transaction = journal.Transaction<Tables>
