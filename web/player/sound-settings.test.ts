import { expect, it } from 'vitest'
import { parseSound } from './sound-settings.ts'

it('remembers the volume', () => {
  expect(parseSound('{"volume":0.4,"muted":true}')).toEqual({ volume: 0.4, muted: true })
  expect(parseSound('{"volume":0}')).toEqual({ volume: 0, muted: false })
})

it.each([null, '', 'null', '{', '7', '{"volume":"loud"}', '{"volume":2}', '{"volume":-1}'])(
  'is at full volume when what is stored makes no sense: %s',
  (stored) => {
    expect(parseSound(stored)).toEqual({ volume: 1, muted: false })
  },
)
