import { expect, it } from 'vitest'
import { openApi } from './client.ts'

/** A client, and the addresses that it has asked. */
function watchApi() {
  const asked: string[] = []
  const fetch = async (input: RequestInfo | URL) => {
    asked.push(String(input))
    return Response.json({})
  }
  return { asked, api: openApi('http://studio.test', { fetch }).api }
}

it.each([
  '../account',
  '..',
  '.',
  '',
  '..\\account',
  '%2e%2e/account',
  'trk_1/../../account',
  'trk_1?x=',
  'trk_1#x',
  'trk_1\n',
  'trk 1',
  'trk_é',
  'x'.repeat(101),
])('asks nothing for an id that could lead elsewhere: %j', async (id) => {
  const { api, asked } = watchApi()
  const answers = await Promise.all([
    api.tracks[':id'].$delete({ param: { id } }),
    api.jobs[':id'].cancel.$post({ param: { id } }),
    api.credits.purchases[':id'].$get({ param: { id } }),
  ])
  expect(asked).toEqual([])
  for (const answer of answers) {
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } })
  }
})

it('asks for an id as the studio makes them', async () => {
  const { api, asked } = watchApi()
  const id = 'trk_01kb4yqgsse7q8fh2y0hfc4c1e'
  await api.tracks[':id'].restore.$post({ param: { id } })
  expect(asked).toEqual([`http://studio.test/api/tracks/${id}/restore`])
})

it.each(['\0', 'a\nb', 'a\r\nb', 'a\tb', '愛', 'é', 'x'.repeat(201)])(
  'sends no key that a header can’t carry: %j',
  async (key) => {
    const { api, asked } = watchApi()
    const header = { 'idempotency-key': key }
    const answer = await api.tracks.$post({ json: { prompt: 'a waltz' }, header })
    expect([answer.status, asked]).toEqual([400, []])
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid', fields: { 'idempotency-key': expect.any(String) } },
    })
  },
)
