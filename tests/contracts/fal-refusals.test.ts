import { ValidationError } from '@fal-ai/client'
import { describe, expect, it } from 'vitest'
import {
  failureOf,
  INSTRUMENTAL,
  SONG,
  SONG_INPUT,
  startTestFal,
  statusOf,
  submit,
} from './fal-harness.ts'

describe('an input', () => {
  const v2 = { ...SONG_INPUT }
  it.each<[string, string, object, string, string]>([
    [
      'a prompt under 10 characters',
      SONG,
      { ...v2, prompt: 'too short' },
      'prompt',
      'string_too_short',
    ],
    ['a prompt over 300', SONG, { ...v2, prompt: 'x'.repeat(301) }, 'prompt', 'string_too_long'],
    ['no lyrics for v2', SONG, { prompt: v2.prompt }, 'lyrics_prompt', 'missing'],
    [
      'lyrics over 3000',
      SONG,
      { ...v2, lyrics_prompt: 'x'.repeat(3001) },
      'lyrics_prompt',
      'string_too_long',
    ],
    ['a number as prompt', SONG, { ...v2, prompt: 42 }, 'prompt', 'string_type'],
    ['a field it lacks', SONG, { ...v2, seed: 1 }, 'seed', 'extra_forbidden'],
    [
      'a bit rate as number',
      SONG,
      { ...v2, audio_setting: { bitrate: 256000 } },
      'bitrate',
      'literal_error',
    ],
    [
      'a format but MP3',
      SONG,
      { ...v2, audio_setting: { format: 'flac' } },
      'format',
      'literal_error',
    ],
    [
      'a prompt over 2000',
      INSTRUMENTAL,
      { prompt: 'x'.repeat(2001), is_instrumental: true },
      'prompt',
      'string_too_long',
    ],
    ['no lyrics for v2.5', INSTRUMENTAL, { prompt: 'jazz' }, 'lyrics', 'value_error'],
    [
      'a switch as text',
      INSTRUMENTAL,
      { prompt: 'jazz', is_instrumental: 'yes' },
      'is_instrumental',
      'bool_type',
    ],
  ])('with %s is refused on that field', async (_, endpoint, input, field, type) => {
    const fal = await startTestFal()
    const failure = await failureOf(submit(fal, endpoint, input))
    expect(failure).toBeInstanceOf(ValidationError)
    const { fieldErrors } = failure as ValidationError // just checked
    expect(fieldErrors).toEqual([expect.objectContaining({ type, msg: expect.any(String) })])
    expect(fieldErrors[0]?.loc.at(-1)).toBe(field)
    expect(await fal.admin('GET', '/requests')).toEqual([])
  })

  it('at the very limits is accepted, counted in characters and not in UTF-16 units', async () => {
    const fal = await startTestFal()
    await submit(fal, SONG, { prompt: '🎵'.repeat(300), lyrics_prompt: 'x'.repeat(3000) })
    await submit(fal, INSTRUMENTAL, { prompt: 'x'.repeat(2000), lyrics_optimizer: true })
    await submit(fal, INSTRUMENTAL, { prompt: 'x', lyrics: 'x'.repeat(3500) })
    expect(await fal.admin('GET', '/requests')).toHaveLength(3)
  })

  it('for an unknown model is 404', async () => {
    const fal = await startTestFal()
    expect((await failureOf(submit(fal, 'fal-ai/minimax-music/v9'))).status).toBe(404)
  })
})

describe('a failure on demand', () => {
  it.each([
    ['submit_500', 500],
    ['submit_422', 422],
    ['submit_403_locked', 403],
  ])('%s refuses one submit and starts nothing', async (kind, status) => {
    const fal = await startTestFal()
    await fal.arm(kind)
    expect((await failureOf(submit(fal))).status).toBe(status)
    expect(await fal.admin('GET', '/requests')).toEqual([])
    await submit(fal)
  })

  it.each([
    ['render_422', 422],
    ['render_500', 500],
  ])('%s completes, and the result is the error', async (kind, status) => {
    const fal = await startTestFal()
    await fal.arm(kind)
    const { request_id: requestId } = await submit(fal)
    expect((await statusOf(fal, requestId)).status).toBe('COMPLETED')
    const failure = await failureOf(fal.client.queue.result(SONG, { requestId }))
    expect(failure.status).toBe(status)
    expect(failure.requestId).toBe(requestId)
    expect(failure.body).toEqual({ detail: [expect.objectContaining({ loc: expect.any(Array) })] })
  })

  /** What the result call answers about a request that failed so. */
  async function outcomeOf(kind: string, more: object = {}) {
    const fal = await startTestFal()
    await fal.arm(kind, more)
    const { request_id: requestId } = await submit(fal)
    expect((await statusOf(fal, requestId)).status).toBe('COMPLETED')
    const url = fal.local(`https://queue.fal.run/fal-ai/minimax-music/requests/${requestId}`)
    const answer = await fetch(url, { headers: { authorization: `Key ${fal.key}` } })
    const { status, headers } = answer
    const isRetryable = headers.get('x-fal-retryable')
    return { status, isRetryable, type: headers.get('x-fal-error-type'), body: await answer.json() }
  }

  it.each([
    ['render_downstream', 400, 'true', 'downstream_service_error'],
    ['render_no_media', 422, 'false', 'no_media_generated'],
  ])('%s is the model’s, whatever its status', async (kind, status, isRetryable, type) => {
    const body = { detail: [expect.objectContaining({ loc: ['body'], type })] }
    expect(await outcomeOf(kind)).toEqual({ status, isRetryable, type: null, body })
  })

  it.each([
    ['request_timeout', 504],
    ['runner_disconnected', 503],
    ['runner_incomplete_response', 502],
    ['runner_server_error', 500],
    ['bad_request', 400],
  ])('render_infrastructure is a flat answer: %s', async (errorType, status) => {
    expect(await outcomeOf('render_infrastructure', { errorType })).toEqual({
      status,
      isRetryable: String(status >= 500),
      type: errorType,
      body: { detail: expect.any(String), error_type: errorType },
    })
  })

  it('submit_429 and render_429 name the limit of the key', async () => {
    const detail = 'Reached concurrent requests limit of 2'
    const body = { detail, type: 'concurrent_requests_limit', data: { limit: 2 } }
    expect(await outcomeOf('render_429')).toMatchObject({ status: 429, body })
  })

  it('output_other_model names the audio as another model would', async () => {
    expect(await outcomeOf('output_other_model')).toMatchObject({
      status: 200,
      body: { audio_file: { url: expect.stringMatching(/^https:\/\/v3\.fal\.media\//) } },
    })
  })

  it.each(['submit_422', 'render_422'])('%s objects to the content or the schema', async (kind) => {
    const fal = await startTestFal()
    const typeOf = async (reason: string) => {
      await fal.arm(kind, { reason })
      const failure = await failureOf(
        submit(fal).then(({ request_id: requestId }) =>
          fal.client.queue.result(SONG, { requestId }),
        ),
      )
      return (failure as ValidationError).fieldErrors[0]?.type // a 422 is one
    }
    expect(await typeOf('content')).toBe('content_policy_violation')
    expect(await typeOf('validation')).toBe('string_too_long')
  })

  it('request_forgotten makes it 404 for good', async () => {
    const fal = await startTestFal()
    const { request_id: requestId } = await submit(fal)
    await fal.arm('request_forgotten')
    expect((await failureOf(statusOf(fal, requestId))).status).toBe(404)
    const result = fal.client.queue.result(SONG, { requestId })
    expect((await failureOf(result)).status).toBe(404)
  })

  it('an hour after its end a result is forgotten, and its file is not', async () => {
    const fal = await startTestFal()
    const { request_id: requestId } = await submit(fal)
    const { data } = await fal.client.queue.result(SONG, { requestId })
    await fal.admin('POST', '/expire', { requestId })
    expect((await failureOf(statusOf(fal, requestId))).status).toBe(404)
    const result = fal.client.queue.result(SONG, { requestId })
    expect((await failureOf(result)).status).toBe(404)
    expect((await fetch(fal.local(data.audio.url))).status).toBe(200)
  })

  it('submit_slow accepts first and answers later', async () => {
    const fal = await startTestFal()
    await fal.arm('submit_slow', { milliseconds: 300 })
    const answer = submit(fal)
    await expect.poll(() => fal.admin('GET', '/requests')).toHaveLength(1)
    expect(await Promise.race([answer, 'not yet'])).toBe('not yet')
    await answer
  })

  it('over a limit that is not waited for is 429 until a place is free', async () => {
    const fal = await startTestFal({ renderSeconds: 60 })
    await fal.admin('PUT', '/settings', { concurrency: 1, refusesOverLimit: true })
    const { request_id: requestId } = await submit(fal)
    const refused = await fetch(fal.local(`https://queue.fal.run/${SONG}`), {
      method: 'POST',
      headers: { authorization: `Key ${fal.key}` },
      body: JSON.stringify(SONG_INPUT),
    })
    expect(refused.status).toBe(429)
    expect(await refused.json()).toEqual({
      detail: 'Reached concurrent requests limit of 1',
      type: 'concurrent_requests_limit',
      data: { limit: 1 },
    })
    await fal.admin('POST', '/complete', { requestId })
    await submit(fal)
  })

  it('of an unknown kind is 400', async () => {
    const fal = await startTestFal()
    await expect(fal.arm('submit_418')).rejects.toThrow('400')
  })
})
