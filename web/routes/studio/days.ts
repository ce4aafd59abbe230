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
  const nameDay = dayNamer(now, timeZone)
  const groups: DayGroup<Made>[] = []
  for (const item of made) {
    const name = nameDay(Date.parse(item.createdAt))
    const last = groups.at(-1)
    if (last?.name === name) last.items.push(item)
    else groups.push({ name, items: [item] })
  }
  return groups
}

/** Making a format takes a hundred times as long as using it. */
function dayNamer(now: number, timeZone: string | undefined): (at: number) => string {
  const zone = timeZone ? { timeZone } : {}
  const date = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone })
  const weekday = new Intl.DateTimeFormat('en-US', { weekday: 'long', ...zone })
  const month = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', ...zone })
  /** Days since 1970 on the zone's calendar. */
  const dayNumber = (at: number) =>
    Math.floor(Date.parse(`${date.format(at)}T00:00:00Z`) / DAY_MILLISECONDS)
  const today = dayNumber(now)
  return (at) => {
    const daysAgo = today - dayNumber(at)
    if (daysAgo <= 0) return 'Today'
    if (daysAgo === 1) return 'Yesterday'
    return (daysAgo < 7 ? weekday : month).format(at)
  }
}
