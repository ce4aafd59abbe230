import { expect, it } from 'vitest'
import { nearestAcross } from './move-focus.ts'

/** Cards of 100 × 120 at these columns and lines. */
const cards = (...places: [column: number, line: number][]) =>
  places.map(([column, line]) => ({
    left: column * 104,
    right: column * 104 + 100,
    top: line * 124,
    bottom: line * 124 + 120,
  }))

it('moves straight up and down, and to the nearest column where a line is shorter', () => {
  const grid = cards([0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [0, 2], [1, 2], [2, 2])
  expect(nearestAcross(grid, 0, 1)).toBe(3)
  expect(nearestAcross(grid, 2, 1)).toBe(4)
  expect(nearestAcross(grid, 4, 1)).toBe(6)
  expect(nearestAcross(grid, 6, -1)).toBe(4)
})

it('stays where there is no line further on', () => {
  const grid = cards([0, 0], [1, 0])
  expect(nearestAcross(grid, 1, -1)).toBe(-1)
  expect(nearestAcross(grid, 0, 1)).toBe(-1)
})
