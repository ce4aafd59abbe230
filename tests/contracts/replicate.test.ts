import { parseProgressFromLogs } from 'replicate'
import { describe, expect, it, vi } from 'vitest'
import { speedUpTime } from './fal-harness.ts'
import {
  clientFor,
  create,
  created,
  HOOK,
  SONG,
  SONG_INPUT,
  startTestReplicate,
} from './replicate-harness.ts'

describe('a prediction', () => {
  it('is answered at once, as one that is starting', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 60 })
    const prediction = await create(replicate, { webhook: HOOK })
    expect(prediction).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{26}$/),
      model: SONG,
      version: 'hidden',
      input: SONG_INPUT,
      output: null,
      error: null,
      logs: '',
      status: 'starting',
      source: 'api',
      data_removed: false,
      created_at: expect.stringMatching(/Z$/),
      urls: {
        get: `https://api.replicate.com/v1/predictions/${prediction.id}`,
        cancel: `https://api.replicate.com/v1/predictions/${prediction.id}/cancel`,
        web: `https://replicate.com/p/${prediction.id}`,
      },
      webhook: HOOK,
    })
    expect(await replicate.client.predictions.get(prediction.id)).toEqual(prediction)
  })

  it('starts, writes its log as it renders, and succeeds with a file', async () => {
    const fast = speedUpTime()
    const replicate = await startTestReplicate({ renderSeconds: 100 })
    const { id } = await create(replicate)
    const look = async () => {
      const prediction = await replicate.client.predictions.get(id)
      return [prediction.status, parseProgressFromLogs(prediction)?.percentage ?? null]
    }
    await fast.pass(24)
    expect(await look()).toEqual(['starting', null])
    await fast.pass(2)
    expect(await look()).toEqual(['processing', null])
    await fast.pass(38)
    expect(await look()).toEqual(['processing', 0.5])
    await fast.pass(40)
    expect(await look()).toEqual(['succeeded', 1])
    const ended = await replicate.client.predictions.get(id)
    expect(ended.output).toMatch(/^https:\/\/replicate\.delivery\/xezq\/\w+\/output\.mp3$/)
    expect(ended.metrics).toEqual({ predict_time: 75, total_time: 100 })
    expect(Date.parse(String(ended.started_at)) - Date.parse(ended.created_at)).toBe(25_000)
    expect(Date.parse(String(ended.completed_at)) - Date.parse(ended.created_at)).toBe(100_000)
  })

  it('can be waited for, for a limited time', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 0.2 })
    const waited = await create(replicate, { wait: true })
    expect([waited.status, typeof waited.output]).toEqual(['succeeded', 'string'])
    await replicate.account.settings({ renderSeconds: 60 })
    const startedAt = Date.now()
    expect(await create(replicate, { wait: 1 })).toMatchObject({ status: 'starting', output: null })
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990)
  })

  it('can be canceled at any time until it is over', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 60 })
    const { id } = await create(replicate)
    const canceled = await replicate.client.predictions.cancel(id)
    expect(canceled).toMatchObject({ status: 'canceled', output: null })
    expect(canceled.started_at).toBe(undefined)
    await replicate.account.complete(id)
    expect(await replicate.client.predictions.get(id)).toEqual(canceled)
    await replicate.account.settings({ renderSeconds: 0 })
    const over = await created(replicate)
    expect(await replicate.client.predictions.cancel(over.id)).toEqual(over)
  })

  it.each([
    ['1s', 'aborted'],
    ['3', 'canceled'],
  ])('with Cancel-After: %s of eight seconds is %s', async (cancelAfter, status) => {
    const fast = speedUpTime()
    const replicate = await startTestReplicate({ renderSeconds: 8 })
    const impatient = clientFor(replicate.url, replicate.token, (url, init) =>
      fetch(url, { ...init, headers: { ...init?.headers, 'Cancel-After': cancelAfter } }),
    )
    const { id, deadline } = await create({ client: impatient })
    expect(Date.parse(String(deadline)) - Date.now()).toBeGreaterThan(0)
    await fast.pass(4)
    expect(await replicate.client.predictions.get(id)).toMatchObject({ status, output: null })
  })

  it.each([
    ['render_refused', 'failed', /flagged as sensitive.*\(E005\)$/],
    ['render_failed', 'failed', /^Prediction interrupted; please retry \(code: PA\)$/],
    ['render_aborted', 'aborted', /^null$/],
    ['output_missing', 'succeeded', /^null$/],
  ])('after %s has %s without an output', async (kind, status, error) => {
    const replicate = await startTestReplicate()
    await replicate.account.fault(kind)
    const ended = await created(replicate)
    expect([ended.status, ended.output]).toEqual([status, null])
    expect(String(ended.error)).toMatch(error)
    expect((await created(replicate)).status).toBe('succeeded')
  })

  it('may name a file on a foreign host', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('output_other_host')
    expect((await created(replicate)).output).toMatch(/^https:\/\/evil\.example\//)
  })

  it('loses its input, output and file when it expires, but still exists', async () => {
    const replicate = await startTestReplicate()
    const { id, output } = await created(replicate)
    const kept = await created(replicate)
    await replicate.account.expire(id)
    const { input, logs, ...rest } = await replicate.client.predictions.get(id)
    expect(rest).toMatchObject({ status: 'succeeded', data_removed: true, output: null })
    expect([input, logs]).toEqual([{}, ''])
    expect((await fetch(replicate.local(output))).status).toBe(404)
    expect((await fetch(replicate.local(kept.output))).status).toBe(200)
  })

  it('expires by itself after an hour', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
    try {
      const replicate = await startTestReplicate()
      const { id } = await created(replicate)
      const isRemoved = async () => (await replicate.client.predictions.get(id)).data_removed
      await vi.advanceTimersByTimeAsync(59 * 60_000)
      expect(await isRemoved()).toBe(false)
      await vi.advanceTimersByTimeAsync(2 * 60_000)
      expect(await isRemoved()).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  it('survives a restart, rendering on if it has not ended', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 0.3 })
    const { id } = await create(replicate)
    await replicate.restart()
    await expect
      .poll(() => replicate.client.predictions.get(id))
      .toMatchObject({ status: 'succeeded' })
    const { output } = await replicate.client.predictions.get(id)
    await replicate.restart()
    expect((await fetch(replicate.local(output))).status).toBe(200)
  })

  it('belongs to its token', async () => {
    const replicate = await startTestReplicate()
    const { id } = await created(replicate)
    const stranger = clientFor(replicate.url, 'local-stranger')
    await expect(stranger.predictions.get(id)).rejects.toThrow('404 Not Found')
    await expect(stranger.predictions.cancel(id)).rejects.toThrow('404 Not Found')
    expect((await stranger.predictions.list()).results).toEqual([])
    await replicate.account.reset()
    await expect(replicate.client.predictions.get(id)).rejects.toThrow('404 Not Found')
  })
})
