import { expect, it } from 'vitest'
import type { ErrorAnswer } from '../../worker/middleware/errors.ts'
import type { Call, Person, Studio } from './studio.ts'

type Refusal = ErrorAnswer['error']

const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  insufficient_credits: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  length_required: 411,
  too_large: 413,
  unsupported_media: 415,
  refused: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const

/** Expects the error body of the API with the status of its code. Returns the error in it. */
export async function expectRefusal(
  answer: Response,
  code: keyof typeof STATUS,
  ...fields: string[]
): Promise<Refusal> {
  const text = await answer.text()
  expect({ status: answer.status, text }).toMatchObject({ status: STATUS[code] })
  const body: ErrorAnswer = JSON.parse(text)
  expect(Object.keys(body)).toEqual(['error'])
  const { error } = body
  expect(error).toMatchObject({ code, message: expect.stringMatching(/^[A-Z“].+[.!?]$/s) })
  expect(error.requestId).toBe(answer.headers.get('x-request-id'))
  expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(Object.keys(error.fields ?? {})).toEqual(fields)
  return error
}

/** How many rows a person has in each table that a request for tracks writes to. */
export async function countRows(studio: Studio, { id }: Person) {
  const [row] = await studio.sql<Record<'tracks' | 'jobs' | 'keys' | 'entries' | 'held', number>>(
    `select
      (select count(*) from tracks where user_id = $1)::integer as tracks,
      (select count(*) from jobs where user_id = $1)::integer as jobs,
      (select count(*) from request_keys where user_id = $1)::integer as keys,
      (select count(*) from credit_entries where user_id = $1)::integer as entries,
      (select held from credit_accounts where user_id = $1) as held`,
    [id],
  )
  return row
}

export const NOTHING_WRITTEN = { tracks: 0, jobs: 0, keys: 0, entries: 1, held: 0 }

/** Each of these calls is 401 for someone who isn't signed in. */
export function itNeedsSignIn(open: () => Studio, calls: [path: string, call?: Call][]): void {
  it.each(calls)('answers 401 to a stranger: %s', async (path, call) => {
    await expectRefusal(await open().callAs('')(path, call), 'unauthenticated')
  })
}

/** Each of these calls answers about another person's thing exactly as about one that never existed. */
export async function expectHidden(
  stranger: Person,
  [theirs, missing]: [string, string],
  calls: [path: (id: string) => string, call?: Call][],
): Promise<void> {
  for (const [path, call] of calls) {
    const { message } = await expectRefusal(await stranger.call(path(theirs), call), 'not_found')
    const unknown = await expectRefusal(await stranger.call(path(missing), call), 'not_found')
    expect(message).toBe(unknown.message)
  }
}
