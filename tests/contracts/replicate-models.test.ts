import { describe, expect, it, vi } from 'vitest'
import { openComposer } from '../../stand-ins/composer/composer.ts'
import { create, created, SONG_INPUT, startTestReplicate } from './replicate-harness.ts'

describe('the music', () => {
  it('is composed, the same for the same input and seed', { timeout: 60_000 }, async () => {
    const composer = openComposer()
    try {
      const replicate = await startTestReplicate({ composer })
      const render = async (seed: number) => {
        const { output, status } = await create(replicate, {
          model: 'stability-ai/stable-audio-2.5',
          input: { prompt: 'calm piano', duration: 5, seed },
          wait: true,
        })
        expect(status).toBe('succeeded')
        return Buffer.from(await (await fetch(replicate.local(output))).arrayBuffer())
      }
      const song = await render(7)
      // Five seconds and a tail at 192 kbit/s.
      expect(song.length).toBeGreaterThan(115_000)
      expect(song.length).toBeLessThan(200_000)
      expect(song.equals(await render(7))).toBe(true)
      expect(song.equals(await render(8))).toBe(false)
    } finally {
      await composer.close()
    }
  })

  it('is what the input asks for, in the words of the composer', async () => {
    const asked: unknown[] = []
    const composer = {
      async render(...request: unknown[]) {
        asked.push(request)
        return { audio: new Uint8Array([1]) }
      },
    }
    const replicate = await startTestReplicate({ composer })
    await create(replicate, { wait: true })
    const instrumental = { prompt: 'slow waltz', is_instrumental: true, bitrate: 128000 }
    await create(replicate, { model: 'minimax/music-2.6', input: instrumental, wait: true })
    const sound = { prompt: 'rain' }
    await create(replicate, { model: 'stability-ai/stable-audio-2.5', input: sound, wait: true })
    expect(asked).toEqual([
      [SONG_INPUT, { bitrateKbps: 256 }],
      [{ prompt: 'slow waltz', instrumental: true }, { bitrateKbps: 128 }],
      [{ prompt: 'rain', instrumental: true, durationSeconds: 190 }, { bitrateKbps: 192 }],
    ])
  })

  it('fails the prediction when it could not be composed', async () => {
    const composer = { render: () => Promise.reject(new Error('out of tune')) }
    const replicate = await startTestReplicate({ composer })
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(await create(replicate, { wait: true })).toMatchObject({ status: 'failed' })
    expect(said).toHaveBeenCalledOnce()
    said.mockRestore()
  })
})

it('serves its models with the schema of their input', async () => {
  const { client } = await startTestReplicate()
  const model = await client.models.get('minimax', 'music-1.5')
  expect(model).toMatchObject({ owner: 'minimax', name: 'music-1.5', is_official: true })
  expect(model.latest_version?.openapi_schema).toMatchObject({
    components: {
      schemas: {
        Input: {
          required: ['lyrics', 'prompt'],
          properties: { lyrics: { minLength: 10, maxLength: 600 } },
        },
      },
    },
  })
  for (const name of ['music-2.6', 'music-1.5']) await client.models.get('minimax', name)
  await client.models.get('stability-ai', 'stable-audio-2.5')
  await expect(client.models.get('minimax', 'music-9')).rejects.toThrow('404 Not Found')
})

it('counts every request of a token', async () => {
  const replicate = await startTestReplicate()
  const { id, output } = await created(replicate)
  await replicate.client.predictions.list()
  await replicate.client.predictions.cancel(id)
  await replicate.client.models.get('minimax', 'music-1.5')
  await replicate.client.webhooks.default.secret.get()
  await fetch(replicate.local(output))
  const once = { creates: 1, gets: 1, lists: 1, cancels: 1, models: 1, secrets: 1, files: 1 }
  expect(await replicate.account.counters()).toEqual(once)
  await replicate.account.resetCounters()
  expect(await replicate.account.counters()).toMatchObject({ creates: 0, files: 0 })
})
