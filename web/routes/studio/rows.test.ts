import { expect, it } from 'vitest'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { linesOf, type Row } from './rows.ts'

// Nothing but the place is looked at.
const tracks = (day: string, ...places: number[]): Row[] =>
  places.map((place) => ({ day, place, track: {} as TrackListed }))
const shapes = (rows: Row[], columns: number) =>
  linesOf(rows, columns).map((line) =>
    line.map((row) => ('track' in row ? row.place : row.day)).join(' '),
  )

it('breaks lines at the last column and before each day', () => {
  const rows = [
    { day: 'Today' },
    ...tracks('Today', 0, 1, 2),
    { day: 'Friday' },
    ...tracks('Friday', 3),
  ]
  expect(shapes(rows, 2)).toEqual(['Today', '0 1', '2', 'Friday', '3'])
  expect(shapes(rows, 1)).toHaveLength(6)
  expect(shapes(tracks('', 0, 1, 2), 2)).toEqual(['0 1', '2'])
})
