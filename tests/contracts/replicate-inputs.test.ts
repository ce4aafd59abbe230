import { describe, expect, it } from 'vitest'
import {
  create,
  created,
  HOOK,
  refusalOf,
  SONG,
  SONG_INPUT,
  startTestReplicate,
} from './replicate-harness.ts'

/** Replicate's answer to an input that breaks its schema in one field. */
const invalid = (type: string, field: string, description: string) => ({
  detail: field === '' ? `- ${description}\n` : `- ${field}: ${description}\n`,
  status: 422,
  title: 'Input validation failed',
  invalid_fields: [{ type, field, description }],
})

describe('an input', () => {
  const lyrics = (length: number) => 'é'.repeat(length)

  it.each([
    [
      'too short lyrics',
      { ...SONG_INPUT, lyrics: lyrics(9) },
      'string_gte',
      'lyrics',
      'String length must be greater than or equal to 10',
    ],
    [
      'too long lyrics',
      { ...SONG_INPUT, lyrics: lyrics(601) },
      'string_lte',
      'lyrics',
      'String length must be less than or equal to 600',
    ],
    [
      'too short a prompt',
      { ...SONG_INPUT, prompt: 'short' },
      'string_gte',
      'prompt',
      'String length must be greater than or equal to 10',
    ],
    [
      'too long a prompt',
      { ...SONG_INPUT, prompt: lyrics(301) },
      'string_lte',
      'prompt',
      'String length must be less than or equal to 300',
    ],
    [
      'a number for a prompt',
      { ...SONG_INPUT, prompt: 5 },
      'invalid_type',
      'prompt',
      'Invalid type. Expected: string, given: integer',
    ],
    [
      'a string for a number',
      { ...SONG_INPUT, bitrate: '256000' },
      'invalid_type',
      'bitrate',
      'Invalid type. Expected: integer, given: string',
    ],
    [
      'an unknown bit rate',
      { ...SONG_INPUT, bitrate: 1 },
      'enum',
      'bitrate',
      'bitrate must be one of the following: 32000, 64000, 128000, 256000',
    ],
    [
      'another format',
      { ...SONG_INPUT, audio_format: 'wav' },
      'enum',
      'audio_format',
      'audio_format must be one of the following: "mp3"',
    ],
  ])('with %s is refused by name', async (_, input, type, name, description) => {
    const replicate = await startTestReplicate()
    const { status, body } = await refusalOf(create(replicate, { input }))
    expect(status).toBe(422)
    expect(body).toEqual(invalid(type, `input.${name}`, description))
    expect(await replicate.account.predictions()).toEqual([])
  })

  it('is accepted up to its limits, counted in characters', async () => {
    const replicate = await startTestReplicate()
    const sound = { sample_rate: 44100, bitrate: 256000, audio_format: 'mp3' }
    for (const length of [10, 600])
      await create(replicate, { input: { ...SONG_INPUT, lyrics: lyrics(length), ...sound } })
    for (const length of [10, 300])
      await create(replicate, { input: { ...SONG_INPUT, prompt: '𝄞'.repeat(length) } })
    const model = 'stability-ai/stable-audio-2.5'
    for (const duration of [1, 190])
      await create(replicate, { model, input: { prompt: 'rain', duration, cfg_scale: 1.5 } })
  })

  it('that lacks or adds several fields is refused for all of them', async () => {
    const replicate = await startTestReplicate()
    const { body } = await refusalOf(create(replicate, { input: { tags: 'pop' } }))
    expect(body).toMatchObject({
      detail:
        '- input: lyrics is required\n- input: prompt is required\n- input: Additional property tags is not allowed\n',
      invalid_fields: [
        { type: 'required', field: 'input' },
        { type: 'required', field: 'input' },
        { type: 'additional_property_not_allowed', field: 'input' },
      ],
    })
  })

  it.each([
    ['duration', 0, 'number_gte', 'Must be greater than or equal to 1'],
    ['duration', 191, 'number_lte', 'Must be less than or equal to 190'],
    ['duration', 1.5, 'invalid_type', 'Invalid type. Expected: integer, given: number'],
    ['steps', 9, 'number_lte', 'Must be less than or equal to 8'],
    ['cfg_scale', 26, 'number_lte', 'Must be less than or equal to 25'],
    ['seed', -1, 'number_gte', 'Must be greater than or equal to 0'],
  ])('of Stable Audio with %s %d is refused', async (name, value, type, description) => {
    const replicate = await startTestReplicate()
    const model = 'stability-ai/stable-audio-2.5'
    const { body } = await refusalOf(
      create(replicate, { model, input: { prompt: 'rain', [name]: value } }),
    )
    expect(body).toEqual(invalid(type, `input.${name}`, description))
  })

  it('of Music 2.6 without words is accepted, and fails', async () => {
    const replicate = await startTestReplicate()
    const model = 'minimax/music-2.6'
    const failed = await created(replicate, { model, input: { prompt: 'slow waltz' } })
    expect(failed).toMatchObject({ status: 'failed', error: /lyrics is required/ })
    for (const more of [{ is_instrumental: true }, { lyrics_optimizer: true }, { lyrics: 'la' }]) {
      const { status } = await created(replicate, { model, input: { prompt: 'waltz', ...more } })
      expect(status).toBe('succeeded')
    }
  })
})

describe('a body', () => {
  async function post(body: string) {
    const { url, token } = await startTestReplicate()
    const headers = { Authorization: `Bearer ${token}` }
    const answer = await fetch(`${url}/v1/models/${SONG}/predictions`, {
      method: 'POST',
      headers,
      body,
    })
    return [answer.status, await answer.json()]
  }

  it.each([
    [
      'no JSON',
      '{',
      invalid('invalid_type', '', 'Invalid type. Expected: object, given: undefined'),
    ],
    ['no input', '{}', invalid('required', '', 'input is required')],
    [
      'input in a list',
      '{"input":[]}',
      invalid('invalid_type', 'input', 'Invalid type. Expected: object, given: array'),
    ],
    [
      'an unknown field',
      JSON.stringify({ input: SONG_INPUT, inptu: {} }),
      invalid('additional_property_not_allowed', '', 'Additional property inptu is not allowed'),
    ],
    [
      'a webhook that is no address',
      JSON.stringify({ input: SONG_INPUT, webhook: 'hook' }),
      invalid('format', 'webhook', "Does not match format 'uri'"),
    ],
    [
      'an unknown webhook event',
      JSON.stringify({ input: SONG_INPUT, webhook: HOOK, webhook_events_filter: ['done'] }),
      invalid(
        'enum',
        'webhook_events_filter.0',
        'webhook_events_filter.0 must be one of the following: "start", "output", "logs", "completed"',
      ),
    ],
  ])('with %s is refused', async (_, body, expected) => {
    expect(await post(body)).toEqual([422, expected])
  })
})
