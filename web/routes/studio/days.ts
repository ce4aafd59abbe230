/** Tracks made on one day, or within one month when they are older, under its name. */
export type DayGroup<Made> = { name: string; items: Made[] }

const DAY_MILLISECONDS = 24 * 3600 * 1000

/**
 * Groups what comes in order of time: Today, Yesterday, the five weekdays before, then months. The days are
 * those of the time zone given.
 */
export function groupByDay<Made extends { createdAt: string }>(
  made: readonly Made[],
  now: number,
  timeZone: string | undefined,
): DayGroup<Made>[] {
  const groups: DayGroup<Made>[] = []
  for (const item of made) {
    const name = nameDay(Date.parse(item.createdAt), now, timeZone)
    const last = groups.at(-1)
    if (last?.name === name) last.items.push(item)
    else groups.push({ name, items: [item] })
  }
  return groups
}

function nameDay(at: number, now: number, timeZone: string | undefined): string {
  const zone = timeZone ? { timeZone } : {}
  const daysAgo = dayNumber(now, zone) - dayNumber(at, zone)
  if (daysAgo <= 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  if (daysAgo < 7) return new Intl.DateTimeFormat('en-US', { weekday: 'long', ...zone }).format(at)
  return new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', ...zone }).format(at)
}

/** Days since 1970 on the zone's calendar. */
function dayNumber(at: number, zone: { timeZone?: string }): number {
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone }).format(at)
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MILLISECONDS)
}
