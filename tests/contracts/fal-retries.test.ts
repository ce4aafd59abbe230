import { ApiError } from '@fal-ai/client'
import { expect, it } from 'vitest'
import { clientFor, type Fal, SONG, SONG_INPUT, speedUpTime, startTestFal } from './fal-harness.ts'

/** Goes under the client of a caller that must not pay twice: the client retries only statuses it knows. */
const fencedFetch: typeof fetch = async (input, init) => {
  if (init?.method !== 'POST') return await fetch(input, init)
  try {
    const response = await fetch(input, init)
    if (response.status !== 429 && response.status < 500) return response
    return new Response(null, { status: 599, headers: { 'X-Real-Status': `${response.status}` } })
  } catch {
    return new Response(null, { status: 599, headers: { 'X-Real-Status': '0' } })
  }
}

async function submitsOf(fal: Fal, client: Fal['client']): Promise<unknown> {
  const fast = speedUpTime()
  let failure: unknown
  client.queue.submit(SONG, { input: SONG_INPUT }).catch((error: unknown) => {
    failure = error
  })
  await fast.until(() => failure !== undefined)
  expect(failure).toBeInstanceOf(ApiError)
  return await fal.admin('GET', '/counters')
}

it('sends four POSTs for a 503 when the client is left alone', async () => {
  const fal = await startTestFal()
  await fal.arm('submit_503', { times: 10 })
  expect(await submitsOf(fal, fal.client)).toMatchObject({ submits: 4 })
})

it.each(['submit_503', 'submit_429', 'submit_500', 'submit_lost'])(
  'sends one POST for %s behind a fence',
  async (kind) => {
    const fal = await startTestFal()
    await fal.arm(kind, { times: 10 })
    const fenced = clientFor(fal.key, fal.local, fencedFetch)
    expect(await submitsOf(fal, fenced)).toMatchObject({ submits: 1 })
    const accepted = kind === 'submit_lost' ? 1 : 0
    expect(await fal.admin('GET', '/requests')).toHaveLength(accepted)
  },
)

it('asks again for a status and a result that were unavailable once', async () => {
  const fal = await startTestFal()
  const { request_id: requestId } = await fal.client.queue.submit(SONG, { input: SONG_INPUT })
  await fal.arm('status_503')
  await fal.arm('result_503')
  const fast = speedUpTime()
  let isDone = false
  const answers = Promise.all([
    fal.client.queue.status(SONG, { requestId }),
    fal.client.queue.result(SONG, { requestId }),
  ]).finally(() => {
    isDone = true
  })
  await fast.until(() => isDone)
  expect(await answers).toMatchObject([{ status: 'COMPLETED' }, { requestId }])
  expect(await fal.admin('GET', '/counters')).toMatchObject({ statuses: 2, results: 2 })
})
