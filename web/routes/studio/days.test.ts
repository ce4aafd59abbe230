import { expect, it, vi } from 'vitest'
import { groupByDay } from './days.ts'

const NOW = Date.parse('2026-11-29T10:00:00Z')
const made = (createdAt: string) => ({ createdAt })
const names = (times: string[], timeZone = 'UTC') =>
  groupByDay(times.map(made), NOW, timeZone).map(({ name, items }) => `${name} ${items.length}`)

it('names the days of a week, and months before', () => {
  expect(
    names([
      '2026-11-29T09:00:00Z',
      '2026-11-29T00:00:00Z',
      '2026-11-28T23:59:59Z',
      '2026-11-25T12:00:00Z',
      '2026-11-22T12:00:00Z',
      '2026-11-01T12:00:00Z',
      '2025-11-30T12:00:00Z',
    ]),
  ).toEqual(['Today 2', 'Yesterday 1', 'Wednesday 1', 'November 2026 2', 'November 2025 1'])
})

it('reads days on the calendar of the zone', () => {
  expect(names(['2026-11-29T02:00:00Z'], 'America/New_York')).toEqual(['Yesterday 1'])
})

it('calls a time that is a little ahead of this clock today', () => {
  expect(names(['2026-11-29T10:00:05Z'])).toEqual(['Today 1'])
})

it('makes three formats, however many tracks there are', () => {
  const formats = vi.spyOn(Intl, 'DateTimeFormat')
  names(Array.from({ length: 2000 }, () => '2025-11-30T12:00:00Z'))
  expect(formats).toHaveBeenCalledTimes(3)
  formats.mockRestore()
})
