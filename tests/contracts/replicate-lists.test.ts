import { expect, it } from 'vitest'
import { create, HOOK, startTestReplicate, type TestReplicate } from './replicate-harness.ts'

it('has everything, page by page, newest first', async () => {
  const replicate = await startTestReplicate()
  const ids: string[] = []
  for (let i = 0; i < 205; i++) ids.unshift((await create(replicate)).id)
  const pages: string[][] = []
  for await (const page of replicate.client.paginate(replicate.client.predictions.list))
    pages.push(page.map(({ id }) => id))
  expect(pages.map((page) => page.length)).toEqual([100, 100, 5])
  expect(pages.flat()).toEqual(ids)
  const first = await replicate.client.predictions.list()
  expect(first.previous).toBe(null)
  const second = await pageAt(replicate, first.next)
  const third = await pageAt(replicate, second.next)
  expect(await pageAt(replicate, third.previous)).toEqual(second)
  expect(await pageAt(replicate, second.previous)).toEqual(first)
})

it('leaves out the webhook, which only the prediction itself shows', async () => {
  const replicate = await startTestReplicate()
  const { id } = await create(replicate, { webhook: HOOK, webhook_events_filter: ['completed'] })
  const [listed] = (await replicate.client.predictions.list()).results
  const { webhook, webhook_events_filter, logs, ...rest } =
    await replicate.client.predictions.get(id)
  expect(listed).toEqual(rest)
  expect([webhook, webhook_events_filter, logs]).toEqual([
    HOOK,
    ['completed'],
    expect.stringContaining('100%'),
  ])
})

async function pageAt({ client }: TestReplicate, address: string | undefined) {
  const answer = await client.request(String(address), { method: 'GET' })
  const page: Awaited<ReturnType<typeof client.predictions.list>> = await answer.json()
  return page
}
