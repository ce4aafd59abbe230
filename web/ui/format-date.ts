const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** An ISO time as its day in UTC, the same on the server and in every browser: `22 Nov 2026`. */
export function formatDate(iso: string): string {
  return DATE.format(new Date(iso))
}
