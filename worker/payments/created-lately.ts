const WINDOW_DAYS = 3

/** The last three days, without the last minutes, whose events Stripe may still be sending. */
export function createdLately(now: Date, graceMinutes: number): { gte: number; lt: number } {
  const seconds = Math.floor(now.getTime() / 1_000)
  return { gte: seconds - WINDOW_DAYS * 86_400, lt: seconds - graceMinutes * 60 }
}
