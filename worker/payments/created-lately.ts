const WINDOW_DAYS = 3

/**
 * Which of Stripe's objects we compare with ours: those of the last three days, except the last
 * minutes, whose news may still be on its way to us. Unix seconds, as Stripe's lists take them.
 */
export function createdLately(now: Date, graceMinutes: number): { gte: number; lt: number } {
  const seconds = Math.floor(now.getTime() / 1_000)
  return { gte: seconds - WINDOW_DAYS * 86_400, lt: seconds - graceMinutes * 60 }
}
