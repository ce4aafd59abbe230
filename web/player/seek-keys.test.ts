import { expect, it } from 'vitest'
import { seekTarget } from './seek-keys.ts'

it('steps five seconds and stays within the track', () => {
  expect(seekTarget('ArrowRight', 60, 165)).toBe(65)
  expect(seekTarget('ArrowDown', 60, 165)).toBe(55)
  expect(seekTarget('ArrowLeft', 2, 165)).toBe(0)
  expect(seekTarget('ArrowUp', 163, 165)).toBe(165)
})

it('jumps to both ends and leaves other keys alone', () => {
  expect(seekTarget('Home', 60, 165)).toBe(0)
  expect(seekTarget('End', 60, 165)).toBe(165)
  expect(seekTarget('Tab', 60, 165)).toBeNull()
})
