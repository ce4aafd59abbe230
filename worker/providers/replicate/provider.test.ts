import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStudio, PUBLIC_URL, type Studio } from '../../../tests/harness/studio.ts'
import { parseEnv } from '../../env.ts'
import { downloadFile } from '../../storage/download.ts'
import type { MusicProvider, RenderOrder } from '../music-provider.ts'
import { openReplicate } from './provider.ts'

const ENDPOINT = 'minimax/music-2.6'
const MINUTES_31 = 31 * 60_000

let studio: Studio
let replicate: MusicProvider
beforeAll(async () => {
  studio = await openStudio()
  replicate = openReplicate(parseEnv(studio.env))
})
beforeEach(async () => {
  await studio.replicate.reset()
  await studio.replicate.settings({ hold: true })
})
afterEach(() => {
  vi.useRealTimers()
})

/** An order with a webhook address of its own. */
function newOrder(more: Partial<RenderOrder> = {}): RenderOrder {
  const id = crypto.randomUUID()
  return {
    endpoint: ENDPOINT,
    input: { prompt: 'a lighthouse in the rain', is_instrumental: true },
    webhookUrl: `${PUBLIC_URL}/api/webhooks/replicate?attempt=att_${id}&signature=ab%2Bc`,
    priority: 'normal',
    ...more,
  }
}

/** A prediction that Replicate has accepted, as the adapter names it. */
async function submitted(order = newOrder()) {
  const answer = await replicate.submit(order)
  if (answer.outcome !== 'accepted') throw new Error(`It answered ${answer.outcome}`)
  return { endpoint: order.endpoint, requestId: answer.requestId }
}

describe('an order', () => {
  it('becomes one prediction, whose webhook comes only at its end', async () => {
    const order = newOrder()
    const { requestId } = await submitted(order)
    expect(await studio.replicate.counters()).toMatchObject({ creates: 1, gets: 0, lists: 0 })
    expect(await studio.replicate.predictions()).toMatchObject([
      { id: requestId, model: ENDPOINT, input: order.input, webhook: order.webhookUrl },
    ])
    expect(await studio.replicate.outbox()).toMatchObject([
      { event: 'completed', predictionId: requestId, url: order.webhookUrl },
    ])
  })

  it('is accepted when its answer is slow, or comes after its webhook', async () => {
    for (const fault of ['slow', 'webhook_before_answer']) {
      await studio.replicate.fault(fault, { milliseconds: 50 })
      expect(await replicate.submit(newOrder())).toMatchObject({ outcome: 'accepted' })
    }
    expect(await studio.replicate.counters()).toMatchObject({ creates: 2 })
  })

  it.each([
    ['create_402', { outcome: 'failed', failure: 'provider_failed' }],
    ['create_422_version', { outcome: 'failed', failure: 'provider_failed' }],
    ['create_500', { outcome: 'failed', failure: 'provider_failed' }],
    ['create_503', { outcome: 'failed', failure: 'provider_failed' }],
    ['create_429', { outcome: 'busy', retryAfterSeconds: 10 }],
  ])('is sent once when Replicate answers %s, and nothing is made', async (fault, answer) => {
    await studio.replicate.fault(fault, { times: 20 })
    expect(await replicate.submit(newOrder())).toEqual(answer)
    expect(await studio.replicate.counters()).toMatchObject({ creates: 1 })
    expect(await studio.replicate.predictions()).toEqual([])
  })

  it('waits as long as Replicate says, up to a minute', async () => {
    for (const [retryAfterSeconds, seconds] of [
      [1, 1],
      [30, 30],
      [3600, 60],
      [0, 15],
    ]) {
      await studio.replicate.fault('create_429', { retryAfterSeconds: Number(retryAfterSeconds) })
      const answer = await replicate.submit(newOrder())
      expect(answer).toEqual({ outcome: 'busy', retryAfterSeconds: seconds })
    }
  })

  it('is invalid when it breaks the rules of the model', async () => {
    const input = { prompt: 'a lighthouse', bpm: 90 }
    const answer = await replicate.submit(newOrder({ input }))
    expect(answer).toEqual({ outcome: 'failed', failure: 'invalid_input' })
    expect(await studio.replicate.counters()).toMatchObject({ creates: 1 })
  })

  it('fails as Replicate’s fault for a missing model or a wrong token', async () => {
    const failed = { outcome: 'failed', failure: 'provider_failed' }
    expect(await replicate.submit(newOrder({ endpoint: 'minimax/music-9' }))).toEqual(failed)
    const stranger = openReplicate({ ...parseEnv(studio.env), REPLICATE_API_TOKEN: 'r8_wrong' })
    expect(await stranger.submit(newOrder())).toEqual(failed)
  })
})

describe('an order whose answer is lost', () => {
  it.each(['answer_lost', 'create_504'])(
    'is unknown and was sent once; it is found by its webhook: %s',
    async (fault) => {
      await submitted()
      await studio.replicate.fault(fault, { times: 20 })
      const order = newOrder()
      expect(await replicate.submit(order)).toEqual({ outcome: 'unknown' })
      await studio.replicate.healFaults()
      await submitted()
      expect(await studio.replicate.counters()).toMatchObject({ creates: 3 })
      const predictions = await studio.replicate.predictions()
      const made = predictions.filter(({ webhook }) => webhook === order.webhookUrl)
      expect(made).toHaveLength(1)
      expect(await replicate.find?.(order.webhookUrl)).toEqual({
        state: 'found',
        requestId: made[0]?.id,
      })
      expect(await studio.replicate.counters()).toMatchObject({ lists: 1, gets: 3 })
    },
  )

  it('is unknown and missing when it never arrived', async () => {
    await submitted()
    await studio.replicate.fault('down', { times: 20 })
    const order = newOrder()
    expect(await replicate.submit(order)).toEqual({ outcome: 'unknown' })
    await studio.replicate.healFaults()
    expect(await studio.replicate.counters()).toMatchObject({ creates: 2 })
    expect(await replicate.find?.(order.webhookUrl)).toEqual({ state: 'missing' })
  })

  it('is not found by an address that only looks like its own', async () => {
    const order = newOrder()
    await submitted(order)
    const { webhookUrl } = order
    const others = [webhookUrl.slice(0, -1), `${webhookUrl}d`, webhookUrl.replace('%2B', '+')]
    for (const address of others)
      expect(await replicate.find?.(address)).toEqual({ state: 'missing' })
  })

  it('is not searched for among predictions older than half an hour', async () => {
    const order = newOrder()
    await submitted(order)
    vi.setSystemTime(Date.now() + MINUTES_31)
    expect(await replicate.find?.(order.webhookUrl)).toEqual({ state: 'missing' })
    expect(await studio.replicate.counters()).toMatchObject({ lists: 1, gets: 0 })
  })

  it('is found past predictions that Replicate has forgotten', async () => {
    const order = newOrder()
    const { requestId } = await submitted(order)
    for (let later = 0; later < 5; later += 1) await submitted()
    await studio.replicate.fault('prediction_forgotten')
    expect(await replicate.find?.(order.webhookUrl)).toEqual({ state: 'found', requestId })
  })

  it('is never called missing when there are more predictions than were read', async () => {
    const order = newOrder()
    await submitted(order)
    await Promise.all(Array.from({ length: 99 }, () => submitted()))
    expect(await replicate.find?.(order.webhookUrl)).toMatchObject({ state: 'found' })
    expect(await replicate.find?.(newOrder().webhookUrl)).toEqual({ state: 'missing' })
    await submitted()
    await studio.replicate.resetCounters()
    expect(await replicate.find?.(order.webhookUrl)).toEqual({ state: 'unavailable' })
    expect(await studio.replicate.counters()).toMatchObject({ lists: 1, gets: 100 })
  })

  it('is never called missing when Replicate could not be asked', async () => {
    await submitted()
    for (const fault of ['down', 'get_503']) {
      await studio.replicate.fault(fault)
      expect(await replicate.find?.(newOrder().webhookUrl)).toEqual({ state: 'unavailable' })
    }
    expect(await studio.replicate.counters()).toMatchObject({ lists: 2, gets: 1 })
  })
})

describe('a look at a prediction', () => {
  it('shows that it is starting, and has no result yet', async () => {
    await studio.replicate.settings({ renderSeconds: 60 })
    const render = await submitted()
    expect(await replicate.look(render)).toEqual({ state: 'queued', queuePosition: null })
    expect(await replicate.result(render)).toEqual({ state: 'pending' })
  })

  it('shows how far its log says it is, then that it is done', async () => {
    await studio.replicate.settings({ renderSeconds: 4 })
    const render = await submitted()
    const seen = await vi.waitUntil(
      async () => {
        const now = await replicate.look(render)
        return now.state === 'rendering' && now.fraction > 0 ? now : null
      },
      { timeout: 10_000 },
    )
    expect(Math.round(seen.fraction * 100) % 10).toBe(0)
    expect(await replicate.result(render)).toEqual({ state: 'pending' })
    await studio.replicate.complete(render.requestId)
    expect(await replicate.look(render)).toEqual({ state: 'done' })
    expect(await replicate.result(render)).toMatchObject({ state: 'ready' })
  })

  it.each(['render_refused', 'render_failed', 'render_aborted', 'output_missing'])(
    'shows that it is done after %s',
    async (fault) => {
      await studio.replicate.fault(fault)
      expect(await replicate.look(await submitted())).toEqual({ state: 'done' })
    },
  )

  it('asks once, and says when Replicate is unavailable', async () => {
    const render = await submitted()
    for (const fault of ['down', 'get_503']) {
      await studio.replicate.fault(fault, { times: 20 })
      await studio.replicate.resetCounters()
      expect(await replicate.look(render)).toEqual({ state: 'unavailable' })
      expect(await replicate.result(render)).toEqual({ state: 'unavailable' })
      expect(await studio.replicate.counters()).toMatchObject({ gets: 2 })
      await studio.replicate.healFaults()
    }
    const stranger = openReplicate({ ...parseEnv(studio.env), REPLICATE_API_TOKEN: 'r8_wrong' })
    expect(await stranger.look(render)).toEqual({ state: 'unavailable' })
    expect(await stranger.result(render)).toEqual({ state: 'unavailable' })
  })

  it('shows that it is forgotten when Replicate has no such prediction, or removed its data', async () => {
    const forgotten = await submitted()
    await studio.replicate.fault('prediction_forgotten')
    const failed = { state: 'failed', failure: 'provider_failed' }
    expect(await replicate.look(forgotten)).toEqual({ state: 'forgotten' })
    expect(await replicate.result(forgotten)).toEqual(failed)
    const removed = await submitted()
    await studio.replicate.expire(removed.requestId)
    expect(await replicate.look(removed)).toEqual({ state: 'forgotten' })
    expect(await replicate.result(removed)).toEqual(failed)
  })
})

describe('the result of a prediction', () => {
  /** Fetches what a new prediction has made, as it is stored. */
  async function download() {
    const result = await replicate.result(await submitted())
    if (result.state !== 'ready') throw new Error(`It is ${result.state}`)
    const { hosts, fetch } = replicate.files
    const policy = { allowedHosts: hosts, fetch, timeoutSeconds: 10 }
    return { audioUrl: result.audioUrl, file: await downloadFile(result.audioUrl, policy) }
  }

  it('is a file at Replicate, even behind a redirect', async () => {
    for (const fault of ['audio_chunked', 'audio_redirect_ok']) {
      await studio.replicate.fault(fault)
      const { audioUrl, file } = await download()
      expect(audioUrl).toMatch(/^https:\/\/replicate\.delivery\//)
      if (!file.ok) throw new Error(`It is ${file.reason}`)
      expect((await new Response(file.body).bytes()).length).toBeGreaterThan(10_000)
    }
    expect(await studio.replicate.counters()).toMatchObject({ files: 3 })
  })

  it.each([
    ['output_other_host', 'host_refused'],
    ['audio_redirect_private', 'host_refused'],
    ['audio_404', 'not_found'],
    ['audio_html', 'not_audio'],
    ['audio_empty', 'empty'],
    ['audio_huge', 'too_large'],
  ])('has no file to store after %s: %s', async (fault, reason) => {
    await studio.replicate.fault(fault)
    expect((await download()).file).toEqual({ ok: false, reason })
  })

  it.each([
    ['render_refused', 'refused'],
    ['render_failed', 'provider_failed'],
    ['render_busy', 'provider_failed'],
    ['render_aborted', 'provider_failed'],
    ['output_missing', 'provider_failed'],
    ['output_other_model', 'provider_failed'],
  ])('is a failure after %s: %s', async (fault, failure) => {
    await studio.replicate.fault(fault)
    expect(await replicate.result(await submitted())).toEqual({ state: 'failed', failure })
  })

  it('is still a refusal after Replicate removed the data', async () => {
    await studio.replicate.fault('render_refused')
    const render = await submitted()
    await studio.replicate.expire(render.requestId)
    expect(await replicate.result(render)).toEqual({ state: 'failed', failure: 'refused' })
  })
})

describe('a cancel', () => {
  it('stops a prediction', async () => {
    await studio.replicate.settings({ renderSeconds: 60 })
    const render = await submitted()
    await replicate.cancel(render)
    expect(await studio.replicate.predictions()).toMatchObject([{ status: 'canceled' }])
    expect(await replicate.look(render)).toEqual({ state: 'done' })
    expect(await replicate.result(render)).toEqual({ state: 'failed', failure: 'provider_failed' })
  })

  it('asks once and never fails', async () => {
    const render = await submitted()
    await studio.replicate.fault('down', { times: 20 })
    await replicate.cancel(render)
    await studio.replicate.healFaults()
    await replicate.cancel({ endpoint: ENDPOINT, requestId: 'unknown' })
    expect(await studio.replicate.counters()).toMatchObject({ cancels: 2 })
  })
})
