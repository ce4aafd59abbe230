import { types } from '@neondatabase/serverless'
import { afterAll } from 'vitest'

/** PostgreSQL's numbers of date, timestamp, timestamptz and interval. */
const TYPES = [1082, 1114, 1184, 1186]

/**
 * For a file of tests that opens Drizzle, which replaces the client's parsers of dates for the whole
 * process: the files after it find them as they were.
 */
export function keepDateParsers(): void {
  const parsers = TYPES.map((type) => ({ type, parse: types.getTypeParser(type) }))
  afterAll(() => {
    for (const { type, parse } of parsers) types.setTypeParser(type, parse)
  })
}
