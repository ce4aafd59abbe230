import { parseBuffer } from 'music-metadata'
import { describe, expect, it } from 'vitest'
import { openComposer } from '../../stand-ins/composer/composer.ts'
import { audioUrlOf, type Fal, failureOf, startTestFal, submit } from './fal-harness.ts'

const STABLE_AUDIO = 'fal-ai/stable-audio-25/text-to-audio'
const ACE_STEP = 'fal-ai/ace-step'
const FROM_PROMPT = 'fal-ai/ace-step/prompt-to-audio'

/** The result of a request, however long its music takes. */
async function resultOf(fal: Fal, endpoint: string, input: object) {
  const { request_id: requestId } = await submit(fal, endpoint, input)
  await fal.admin('POST', '/complete', { requestId })
  return (await fal.client.queue.result(endpoint, { requestId })).data
}

/** A composer that only records what it is asked for. */
function openNotebook() {
  const asked: unknown[] = []
  return {
    asked,
    async render(...request: unknown[]) {
      asked.push(request)
      return { audio: new Uint8Array([1]) }
    },
  }
}

describe.each([
  [STABLE_AUDIO, { prompt: 'calm piano' }, { seconds_total: 5 }],
  [ACE_STEP, { tags: 'calm piano', lyrics: '[inst]' }, { duration: 5 }],
  [FROM_PROMPT, { prompt: 'calm piano', instrumental: true }, { duration: 5 }],
])('%s', (endpoint, words, length) => {
  it('makes a WAV of exactly the length asked for, the same for the same seed', {
    timeout: 60_000,
  }, async () => {
    const composer = openComposer()
    try {
      const fal = await startTestFal({ composer })
      const render = async (seed: number) => {
        const output = await resultOf(fal, endpoint, { ...words, ...length, seed })
        expect(output).toMatchObject({ seed, audio: { content_type: 'audio/wav' } })
        return Buffer.from(await (await fetch(fal.local(audioUrlOf(output)))).arrayBuffer())
      }
      const song = await render(7)
      const { format } = await parseBuffer(song, { mimeType: 'audio/wav' })
      expect(format).toMatchObject({
        codec: 'PCM',
        sampleRate: 44_100,
        bitsPerSample: 16,
        numberOfChannels: 2,
        duration: 5,
      })
      expect(song.equals(await render(7))).toBe(true)
      expect(song.equals(await render(8))).toBe(false)
    } finally {
      await composer.close()
    }
  })

  it('draws a new seed for every request that names none, and returns it', async () => {
    const fal = await startTestFal()
    const outputs = [await resultOf(fal, endpoint, words), await resultOf(fal, endpoint, words)]
    const seeds = outputs.map(({ seed }) => seed)
    expect(seeds).toEqual([expect.any(Number), expect.any(Number)])
    expect(seeds[0]).not.toBe(seeds[1])
  })
})

it('asks the composer for what the input says, and for its defaults', async () => {
  const composer = openNotebook()
  const fal = await startTestFal({ composer })
  const words = '[verse]\nRain again'
  await resultOf(fal, STABLE_AUDIO, { prompt: 'rain', seed: 1 })
  await resultOf(fal, ACE_STEP, { tags: 'folk', lyrics: words, duration: 30, seed: 2 })
  await resultOf(fal, ACE_STEP, { tags: 'folk', lyrics: '[Instrumental]', seed: 3 })
  await resultOf(fal, ACE_STEP, { tags: 'folk', seed: 4 })
  await resultOf(fal, FROM_PROMPT, { prompt: 'folk', duration: 12.5, seed: 5 })
  const wav = { format: 'wav' }
  expect(composer.asked).toEqual([
    [{ prompt: 'rain', instrumental: true, durationSeconds: 190, seed: 1 }, wav],
    [{ prompt: 'folk', instrumental: false, lyrics: words, durationSeconds: 30, seed: 2 }, wav],
    [{ prompt: 'folk', instrumental: true, durationSeconds: 60, seed: 3 }, wav],
    [{ prompt: 'folk', instrumental: true, durationSeconds: 60, seed: 4 }, wav],
    [{ prompt: 'folk', instrumental: false, durationSeconds: 12.5, seed: 5 }, wav],
  ])
})

it('returns the tags and lyrics that ACE-Step used', async () => {
  const fal = await startTestFal()
  const input = { tags: 'folk', lyrics: '[verse]\nRain again' }
  expect(await resultOf(fal, ACE_STEP, input)).toMatchObject(input)
  const written = await resultOf(fal, FROM_PROMPT, { prompt: 'folk' })
  expect(written).toMatchObject({ tags: 'folk', lyrics: expect.stringContaining('[verse]') })
})

it.each([
  [STABLE_AUDIO, {}, 'prompt', 'missing'],
  [STABLE_AUDIO, { prompt: 'x', seconds_total: 191 }, 'seconds_total', 'less_than_equal'],
  [STABLE_AUDIO, { prompt: 'x', seconds_total: 0 }, 'seconds_total', 'greater_than_equal'],
  [STABLE_AUDIO, { prompt: 'x', seconds_total: 20.5 }, 'seconds_total', 'int_type'],
  [STABLE_AUDIO, { prompt: 'x', seed: '7' }, 'seed', 'int_type'],
  [STABLE_AUDIO, { prompt: 'x', lyrics: 'la' }, 'lyrics', 'extra_forbidden'],
  [ACE_STEP, { lyrics: 'la' }, 'tags', 'missing'],
  [ACE_STEP, { tags: 'x', duration: 241 }, 'duration', 'less_than_equal'],
  [ACE_STEP, { tags: 'x', duration: 4.9 }, 'duration', 'greater_than_equal'],
  [ACE_STEP, { tags: 'x', duration: '60' }, 'duration', 'float_type'],
  [ACE_STEP, { tags: 'x', scheduler: 'dpm' }, 'scheduler', 'literal_error'],
  [FROM_PROMPT, { prompt: 'x', lyrics: 'la' }, 'lyrics', 'extra_forbidden'],
  [FROM_PROMPT, { prompt: 'x', instrumental: 'yes' }, 'instrumental', 'bool_type'],
])('%s refuses %o', async (endpoint, input, field, type) => {
  const fal = await startTestFal()
  const { status, body } = await failureOf(submit(fal, endpoint, input))
  expect(status).toBe(422)
  expect(body).toMatchObject({ detail: [{ loc: ['body', field], type }] })
})
