import { expect, it } from 'vitest'
import { openApi } from '../api/client.ts'
import { readVisitor } from './visitor.ts'

const ADA = { name: 'Ada', email: 'ada@example.com', emailVerified: true }
const CREDITS = { available: 50, held: 0, debt: 0 }
const LIBRARY = { tracks: 2, favorites: 0, failed: 0, trashed: 0, genres: [], making: [] }
const AWAY = { error: { code: 'internal', message: 'Not now.', requestId: 'r1' } }

/** Reads the visitor from an API that answers these. */
function read(session: [unknown, number], credits: [unknown, number]) {
  const fetch = async (input: RequestInfo | URL) => {
    const [body, status] = String(input).endsWith('/get-session')
      ? session
      : String(input).endsWith('/library')
        ? [LIBRARY, credits[1]]
        : credits
    return Response.json(body, { status })
  }
  const request = new Request('http://studio.test/', { headers: { cookie: 'theme=light' } })
  return readVisitor(openApi('http://studio.test', { fetch }), request)
}

it('knows who is signed in, and who is not', async () => {
  const known = { confirmFirst: false, theme: 'light', isKnown: true }
  const ada = { person: ADA, credits: CREDITS, library: LIBRARY, ...known }
  expect(await read([{ user: ADA }, 200], [CREDITS, 200])).toEqual(ada)
  const stranger = { person: null, credits: null, library: null, ...known }
  expect(await read([null, 200], [AWAY, 401])).toEqual(stranger)
})

it('takes nobody for signed out because the studio couldn’t find out', async () => {
  expect(await read([AWAY, 500], [AWAY, 500])).toMatchObject({ isKnown: false, theme: 'light' })
  expect(await read([{ user: ADA }, 200], [AWAY, 500])).toMatchObject({
    person: ADA,
    isKnown: false,
  })
})
