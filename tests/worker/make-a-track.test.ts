import { beforeAll, describe, expect, it } from 'vitest'
import { readBalance, readJob, readTrack, requestSong, webhookOf } from '../harness/songs.ts'
import { openStudio, type Studio } from '../harness/studio.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})

describe('making a track', () => {
  it('goes from a prompt to audio that plays, and charges once', async () => {
    const ada = await studio.signUp()
    const { track, job, credits } = await requestSong(ada)
    expect(credits).toEqual({ held: 5, available: 45 })
    await studio.work('submit')
    const [request] = await studio.fal.requests()
    const webhook = await webhookOf(studio, request?.id ?? '')
    expect((await studio.receive(webhook)).status).toBe(200)
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', progress: 100 })
    expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
    const { audioUrl } = await readTrack(ada, track.id)
    const audio = await ada.call(audioUrl ?? '')
    expect(audio.status).toBe(200)
    expect(audio.headers.get('content-type')).toBe('audio/mpeg')
    await studio.work()
    expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
  })
})
