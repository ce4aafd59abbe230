import { expect, it } from 'vitest'
import { fractionsOf, isDrag, loopBetween } from './wave-loop.ts'

it('is the part between two places, whichever comes first', () => {
  expect(loopBetween(0.25, 0.5, 120)).toEqual({ fromSeconds: 30, untilSeconds: 60 })
  expect(loopBetween(0.5, 0.25, 120)).toEqual({ fromSeconds: 30, untilSeconds: 60 })
})

it('is none when it is too short to be meant, or the length is unknown', () => {
  expect(loopBetween(0.5, 0.505, 120)).toBeNull()
  expect(loopBetween(0, 1, 0)).toBeNull()
})

it('is dragged over by more than a press moves', () => {
  expect(isDrag(0.5, 0.49)).toBe(false)
  expect(isDrag(0.5, 0.6)).toBe(true)
})

it('has a place in the picture once the length is known', () => {
  const loop = { fromSeconds: 30, untilSeconds: 60 }
  expect(fractionsOf(loop, 120)).toEqual({ from: 0.25, until: 0.5 })
  expect(fractionsOf(loop, 0)).toBeNull()
  expect(fractionsOf(null, 120)).toBeNull()
})
