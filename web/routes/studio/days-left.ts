const DAYS_KEPT = 30
const DAY_MILLISECONDS = 24 * 3600 * 1000

/** How long a track stays in the trash, counted from the day when it was first put there. */
export function daysLeft(deletedAt: string, now: number): string {
  const until = Date.parse(deletedAt) + DAYS_KEPT * DAY_MILLISECONDS
  const days = Math.max(0, Math.ceil((until - now) / DAY_MILLISECONDS))
  return days === 1 ? '1 day left' : `${days} days left`
}
