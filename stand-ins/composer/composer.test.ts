import { parseBuffer } from 'music-metadata'
import { afterAll, describe, expect, it } from 'vitest'
import { openComposer } from './composer.ts'

const composer = openComposer()
afterAll(() => composer.close())

const request = { prompt: 'synthwave, 100 BPM, in E minor', durationSeconds: 6 }

describe('openComposer', () => {
  it('answers with a constant-bitrate stereo MP3 at 44.1 kHz of the length asked for', async () => {
    const song = await composer.render(request)
    const { format } = await parseBuffer(song.audio, { mimeType: 'audio/mpeg' }, { duration: true })
    expect(format).toMatchObject({
      codec: 'MPEG 1 Layer 3',
      codecProfile: 'CBR',
      sampleRate: 44100,
      numberOfChannels: 2,
      bitrate: 256000,
    })
    expect(format.duration).toBeCloseTo(6, 0)
    expect(song).toMatchObject({ durationSeconds: 6, wishes: { bpm: 100, genre: 'synthwave' } })
  })

  it('encodes at the bitrate asked for', async () => {
    const song = await composer.render(request, { bitrateKbps: 128 })
    const { format } = await parseBuffer(song.audio, { mimeType: 'audio/mpeg' })
    expect(format.bitrate).toBe(128000)
  })

  it('keeps its songs, and makes one that is asked for twice at once only once', async () => {
    const [first, second] = await Promise.all([
      composer.render({ ...request, seed: 5 }),
      composer.render({ ...request, seed: 5 }),
    ])
    expect(second.audio === first.audio).toBe(true)
    const again = await composer.render({ ...request, seed: 5 })
    expect(again.audio === first.audio).toBe(true)
  })

  it('gives the same bytes from another thread and other bytes for another seed', async () => {
    const other = openComposer()
    const [here, there, elsewhere] = await Promise.all([
      composer.render({ ...request, seed: 5 }),
      other.render({ ...request, seed: 5 }),
      other.render({ ...request, seed: 6 }),
    ])
    expect(Buffer.from(there.audio).equals(Buffer.from(here.audio))).toBe(true)
    expect(Buffer.from(elsewhere.audio).equals(Buffer.from(here.audio))).toBe(false)
    await other.close()
  })

  it('rejects what is under way when it is closed, and any later request', async () => {
    const closing = openComposer()
    const underWay = closing.render({ prompt: 'jazz', durationSeconds: 60 })
    const refused = expect(underWay).rejects.toThrow('The composer has stopped')
    await closing.close()
    await refused
    await expect(closing.render(request)).rejects.toThrow('The composer is closed')
  })
})
