import { describe, expect, it } from 'vitest'
import { parseSound, toggleMuted, withVolume } from './sound-settings.ts'

const LOUD = { volume: 1, muted: false, audibleVolume: 1 }

it('remembers the volume, and the last one that could be heard', () => {
  expect(parseSound('{"volume":0.4,"muted":true}')).toEqual({
    volume: 0.4,
    muted: true,
    audibleVolume: 0.4,
  })
  expect(parseSound('{"volume":0,"audibleVolume":0.3}')).toEqual({
    volume: 0,
    muted: false,
    audibleVolume: 0.3,
  })
  expect(parseSound('{"volume":0,"audibleVolume":0}').audibleVolume).toBe(1)
})

it.each([null, '', 'null', '{', '7', '{"volume":"loud"}', '{"volume":2}', '{"volume":-1}'])(
  'is at full volume when what is stored makes no sense: %s',
  (stored) => {
    expect(parseSound(stored)).toEqual(LOUD)
  },
)

describe('unmuting', () => {
  it('goes back to the last volume that could be heard', () => {
    const silent = withVolume(withVolume(LOUD, 0.6), 0)
    const back = toggleMuted(toggleMuted(silent))
    expect(back).toEqual({ volume: 0.6, muted: false, audibleVolume: 0.6 })
  })

  it('leaves an audible volume as it is', () => {
    const muted = toggleMuted(withVolume(LOUD, 0.6))
    expect(muted).toEqual({ volume: 0.6, muted: true, audibleVolume: 0.6 })
    expect(toggleMuted(muted).volume).toBe(0.6)
  })

  it('happens when the volume is moved', () => {
    expect(withVolume(toggleMuted(LOUD), 0.2)).toEqual({
      volume: 0.2,
      muted: false,
      audibleVolume: 0.2,
    })
    expect(withVolume(LOUD, 1.5).volume).toBe(1)
  })
})
