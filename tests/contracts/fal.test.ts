import { describe, expect, it, vi } from 'vitest'
import {
  audioUrlOf,
  clientFor,
  failureOf,
  INSTRUMENTAL,
  SONG,
  SONG_INPUT,
  speedUpTime,
  startTestFal,
  statusOf,
  submit,
} from './fal-harness.ts'

describe('a request', () => {
  it('waits in the queue, renders with logs that grow, and completes with its audio', async () => {
    const fal = await startTestFal({ renderSeconds: 8 })
    const time = speedUpTime()
    const accepted = await submit(fal)
    expect(accepted).toMatchObject({
      status: 'IN_QUEUE',
      queue_position: 2,
      status_url: `https://queue.fal.run/fal-ai/minimax-music/requests/${accepted.request_id}/status`,
    })
    for (const queue_position of [2, 1, 0]) {
      const status = await statusOf(fal, accepted.request_id)
      expect(status).toMatchObject({ status: 'IN_QUEUE', queue_position })
      await time.pass(0.67)
    }
    const first = await statusOf(fal, accepted.request_id)
    expect(first).toMatchObject({ status: 'IN_PROGRESS', logs: [{ message: 'Composing…' }] })
    await time.pass(2.4)
    const later = await statusOf(fal, accepted.request_id)
    expect('logs' in later && later.logs.at(-1)?.message).toBe('Rendering audio 40%')
    await time.pass(3.6)
    const done = await statusOf(fal, accepted.request_id)
    expect(done).toMatchObject({ status: 'COMPLETED', metrics: { inference_time: 6 } })
    expect('logs' in done && done.logs).toHaveLength(10)

    const result = await fal.client.queue.result(SONG, { requestId: accepted.request_id })
    expect(result.requestId).toBe(accepted.request_id)
    expect(result.data.audio).toMatchObject({ content_type: 'audio/mpeg', file_size: 96548 })
    expect(audioUrlOf(result.data)).toMatch(/^https:\/\/v3\.fal\.media\/files\//)
  })

  it('is complete at once when rendering takes no time', async () => {
    const fal = await startTestFal()
    const { request_id } = await submit(fal)
    expect(await statusOf(fal, request_id)).toMatchObject({ status: 'COMPLETED' })
  })

  it('answers 202 while pending, hides its logs unless asked, and has no result yet', async () => {
    const fal = await startTestFal({ renderSeconds: 60 })
    const { request_id: requestId, status_url } = await submit(fal)
    const response = await fetch(fal.local(status_url), {
      headers: { Authorization: `Key ${fal.key}` },
    })
    expect(response.status).toBe(202)
    const failure = await failureOf(fal.client.queue.result(SONG, { requestId }))
    expect(failure.status).toBe(400)
    expect(failure.body).toEqual({ detail: 'Request is still in progress' })
    await fal.admin('POST', '/complete', { requestId })
    const done = await fal.client.queue.status(SONG, { requestId })
    expect(done).toMatchObject({ status: 'COMPLETED', logs: null })
  })

  it('does not exist for any other key or any other application', async () => {
    const fal = await startTestFal()
    const { request_id: requestId } = await submit(fal)
    const stranger = clientFor('local-stranger', fal.local)
    expect((await failureOf(stranger.queue.result(SONG, { requestId }))).status).toBe(404)
    const elsewhere = fal.client.queue.status('fal-ai/demucs', { requestId })
    expect((await failureOf(elsewhere)).status).toBe(404)
  })

  it('is composed from its input at the bit rate it asks for, before it completes', async () => {
    const rendered: unknown[] = []
    let finishComposing = () => {}
    const composer = {
      async render(request: object, options?: object) {
        rendered.push({ ...request, ...options })
        await new Promise<void>((resolve) => {
          finishComposing = resolve
        })
        return { audio: new Uint8Array([0xff, 0xfb, 1, 2]) }
      },
    }
    const fal = await startTestFal({ composer })
    const { request_id: requestId } = await submit(fal, INSTRUMENTAL, {
      prompt: 'calm piano',
      is_instrumental: true,
      audio_setting: { bitrate: '256000', format: 'mp3', sample_rate: '44100', channel: '2' },
    })
    expect(rendered).toEqual([{ prompt: 'calm piano', instrumental: true, bitrateKbps: 256 }])
    expect((await statusOf(fal, requestId)).status).toBe('IN_PROGRESS')
    finishComposing()
    await expect.poll(async () => (await statusOf(fal, requestId)).status).toBe('COMPLETED')
    const { data } = await fal.client.queue.result(SONG, { requestId })
    expect(data.audio).toMatchObject({ file_size: 4 })
  })

  it('fails when the composer fails', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const composer = { render: () => Promise.reject(new Error('out of notes')) }
    const fal = await startTestFal({ composer })
    const { request_id: requestId } = await submit(fal)
    await expect.poll(async () => (await statusOf(fal, requestId)).status).toBe('COMPLETED')
    expect((await failureOf(fal.client.queue.result(SONG, { requestId }))).status).toBe(500)
    expect(error).toHaveBeenCalledOnce()
    error.mockRestore()
  })
})

describe('cancelling', () => {
  it('takes a queued request out of the queue, once', async () => {
    const fal = await startTestFal({ renderSeconds: 60 })
    const { request_id: requestId } = await submit(fal)
    await fal.client.queue.cancel(SONG, { requestId })
    expect((await statusOf(fal, requestId)).status).toBe('COMPLETED')
    const failure = await failureOf(fal.client.queue.result(SONG, { requestId }))
    expect(failure.status).toBe(499)
    const again = await failureOf(fal.client.queue.cancel(SONG, { requestId }))
    expect([again.status, again.body]).toEqual([400, { status: 'ALREADY_COMPLETED' }])
  })

  it('does not stop what is already rendering', async () => {
    const fal = await startTestFal({ renderSeconds: 8 })
    const time = speedUpTime()
    const { request_id: requestId } = await submit(fal)
    await time.pass(3)
    await fal.client.queue.cancel(SONG, { requestId })
    expect((await statusOf(fal, requestId)).status).toBe('IN_PROGRESS')
    await time.pass(5)
    const { data } = await fal.client.queue.result(SONG, { requestId })
    expect(audioUrlOf(data)).toContain('v3.fal.media')
  })

  it('says when there is nothing to cancel', async () => {
    const fal = await startTestFal()
    const failure = await failureOf(
      fal.client.queue.cancel(SONG, { requestId: '3f1c1c86-0000-4000-8000-000000000000' }),
    )
    expect([failure.status, failure.body]).toEqual([404, { status: 'NOT_FOUND' }])
  })
})

describe('a key', () => {
  it('that does not start with "local" is 401, and so is none at all', async () => {
    const fal = await startTestFal()
    const wrong = clientFor('production:secret', fal.local)
    const failure = await failureOf(wrong.queue.submit(SONG, { input: SONG_INPUT }))
    expect(failure.status).toBe(401)
    expect(failure.body).toEqual({ detail: 'No user found for Key ID and Secret' })
    const bare = await fetch(fal.local(`https://queue.fal.run/${SONG}`), { method: 'POST' })
    expect(bare.status).toBe(401)
  })

  it('sees only its own requests, faults and counters', async () => {
    const fal = await startTestFal()
    await fal.arm('submit_500')
    const other = clientFor('local-other', fal.local)
    await other.queue.submit(SONG, { input: SONG_INPUT })
    expect((await failureOf(submit(fal))).status).toBe(500)
    const { request_id: requestId } = await fal.client.queue.submit(SONG, {
      input: SONG_INPUT,
      priority: 'low',
    })
    await statusOf(fal, requestId)
    expect(await fal.admin('GET', '/counters')).toMatchObject({
      submits: 2,
      statuses: 1,
      results: 0,
    })
    expect(await fal.admin('GET', '/requests')).toEqual([
      expect.objectContaining({
        id: requestId,
        endpoint: SONG,
        input: SONG_INPUT,
        headers: { 'x-fal-queue-priority': 'low' },
        status: 'COMPLETED',
      }),
    ])
    await fal.admin('POST', '/reset', {})
    expect(await fal.admin('GET', '/requests')).toEqual([])
    expect(await fal.admin('GET', '/counters')).toMatchObject({ submits: 0 })
  })
})

describe('a key’s concurrency limit', () => {
  it('keeps the rest in the queue, the urgent ones first, until a place is free', async () => {
    const fal = await startTestFal({ renderSeconds: 60 })
    await fal.admin('PUT', '/settings', { concurrency: 2 })
    const ask = (priority: 'normal' | 'low') =>
      fal.client.queue.submit(SONG, { input: SONG_INPUT, priority }).then((it) => it.request_id)
    const [first, second] = [await ask('low'), await ask('low')]
    const [patient, urgent] = [await ask('low'), await ask('normal')]
    const placesOf = async (...ids: string[]) =>
      (await Promise.all(ids.map((id) => statusOf(fal, id)))).map((status) =>
        'queue_position' in status ? status.queue_position : status.status,
      )
    expect(await placesOf(first, second, urgent, patient)).toEqual([2, 2, 3, 4])
    await fal.admin('POST', '/complete', { requestId: first })
    expect(await placesOf(first, second, urgent, patient)).toEqual(['COMPLETED', 2, 2, 3])
    await fal.client.queue.cancel(SONG, { requestId: second })
    expect(await placesOf(urgent, patient)).toEqual([2, 2])
    await fal.restart()
    expect(await placesOf(urgent, patient)).toEqual([2, 2])
  })
})
