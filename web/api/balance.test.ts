import { expect, it } from 'vitest'
import { askBalance } from './balance.ts'
import { openApi } from './client.ts'

function openCounting(answer: () => Response) {
  let asked = 0
  const fetch = async () => {
    asked += 1
    return answer()
  }
  return { api: openApi('https://studio.example', { fetch }), timesAsked: () => asked }
}

it('asks once for a page, and says the same to all of its parts', async () => {
  let available = 350
  const page = openCounting(() => {
    available -= 150
    return Response.json({ available, held: 0, debt: 0 })
  })
  const [frame, content] = await Promise.all([askBalance(page.api), askBalance(page.api)])
  expect(await frame.json()).toEqual(await content.json())
  expect(page.timesAsked()).toBe(1)
  const next = openCounting(() => Response.json({ available: 50, held: 0, debt: 0 }))
  expect(await (await askBalance(next.api)).json()).toMatchObject({ available: 50 })
})

it('keeps what the API says of a balance that can’t be read', async () => {
  const error = { code: 'unavailable', message: 'Come back in a minute.', requestId: 'r' }
  const { api } = openCounting(() => Response.json({ error }, { status: 503 }))
  const answer = await askBalance(api)
  expect([answer.ok, answer.status, await answer.json()]).toEqual([false, 503, { error }])
})
