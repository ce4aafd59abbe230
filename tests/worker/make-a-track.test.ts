import { beforeAll, describe, expect, it } from 'vitest'
import { openStudio, type Studio } from '../studio.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})

describe('making a track', () => {
  it('goes from a prompt to audio that plays, and charges once', async () => {
    const ada = await studio.signUp()
    const asked = await ada.call('/api/tracks', {
      json: { prompt: 'lo-fi piano for a rainy night', instrumental: true },
    })
    expect(asked.status).toBe(202)
    const { track, job, credits } = await asked.json<any>()
    expect(credits).toEqual({ held: 5, available: 45 })
    await studio.work('submit')
    const [hook] = await studio.fal.outbox()
    expect((await studio.fal.send(hook!)).status).toBe(200)
    await studio.work('finish')
    const done = await (await ada.call(`/api/jobs/${job.id}`)).json<any>()
    expect(done).toMatchObject({ status: 'complete', progress: 100 })
    expect(await (await ada.call('/api/credits')).json()).toMatchObject({ available: 45, held: 0 })
    const audio = await ada.call(`/api/tracks/${track.id}/audio`)
    expect(audio.status).toBe(200)
    expect(audio.headers.get('content-type')).toBe('audio/mpeg')
  })
})
