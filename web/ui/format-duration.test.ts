import { expect, it } from 'vitest'
import { formatClock, formatDuration } from './format-duration.ts'

it('shows seconds as minutes and, when there are any, hours', () => {
  expect([0, 5.9, 62, 165, 3723].map(formatClock)).toEqual([
    '0:00',
    '0:05',
    '1:02',
    '2:45',
    '1:02:03',
  ])
})

it('shows what is no time yet as nothing', () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, -1].map(formatClock)).toEqual([
    '0:00',
    '0:00',
    '0:00',
  ])
})

it('rounds the length of a track where a running clock counts whole seconds', () => {
  expect([formatClock(59.5), formatDuration(59.5), formatDuration(186.7)]).toEqual([
    '0:59',
    '1:00',
    '3:07',
  ])
})
