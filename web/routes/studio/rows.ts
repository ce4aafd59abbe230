import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { groupByDay } from './days.ts'

/** A track's place in the list, from 0; the day is empty in a list that isn't in order of time. */
export type TrackPlace = { day: string; track: TrackListed; place: number }

/** A day's name, or a track of that day. */
export type Row = { day: string } | TrackPlace

export function rowsByDay(
  tracks: readonly TrackListed[],
  now: number,
  timeZone: string | undefined,
): Row[] {
  let place = 0
  return groupByDay(tracks, now, timeZone).flatMap(({ name, items }) => [
    { day: name },
    ...items.map((track) => ({ day: name, track, place: place++ })),
  ])
}

export function rowsWithoutDays(tracks: readonly TrackListed[]): Row[] {
  return tracks.map((track, place) => ({ day: '', track, place }))
}

type Shown = { day: string; isBegun: boolean; places: TrackPlace[] }

/** The rows of each day together, also where the day's own name is beyond the window. */
export function groupRows(rows: readonly Row[]): Shown[] {
  const groups: Shown[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (!('track' in row)) groups.push({ day: row.day, isBegun: true, places: [] })
    else if (last?.day === row.day) last.places.push(row)
    else groups.push({ day: row.day, isBegun: false, places: [row] })
  }
  return groups
}

/** The rows as the lines of a grid: each day's name alone, its tracks by as many as there are columns. */
export function linesOf(rows: readonly Row[], columns: number): Row[][] {
  const lines: Row[][] = []
  for (const row of rows) {
    const last = lines.at(-1)
    const begins =
      !('track' in row) || !last || last.length >= columns || !('track' in (last[0] ?? row))
    if (begins) lines.push([row])
    else last.push(row)
  }
  return lines
}
