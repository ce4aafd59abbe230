import { formatClock } from '../ui/format-duration.ts'
import { usePlayerTime } from './player-provider.tsx'

export function Position() {
  return <>{formatClock(usePlayerTime().positionSeconds)}</>
}

/** The whole length, cut off to seconds like the position, so that both agree at the end. */
export function Length() {
  return <>{formatClock(usePlayerTime().durationSeconds)}</>
}
