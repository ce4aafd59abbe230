/** Seconds as a running clock shows them: `0:05`, `2:45`, `1:02:03`. What isn't a time yet is `0:00`. */
export function formatClock(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** How long something is, to the nearest second: `3:07`. */
export function formatDuration(seconds: number): string {
  return formatClock(Math.round(seconds))
}
