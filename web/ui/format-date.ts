const DATE = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' })
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' })

/** An ISO time as its day in UTC, the same on the server and in every browser: `Nov 22, 2026`. */
export function formatDate(iso: string): string {
  return DATE.format(new Date(iso))
}

/** An ISO time as its minute in UTC: `Nov 22, 2026, 14:03`. */
export function formatMinute(iso: string): string {
  return `${formatDate(iso)}, ${CLOCK.format(new Date(iso))}`
}
