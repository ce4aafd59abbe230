import type { LoopFractions } from './draw-waveform.ts'
import type { Loop } from './player.ts'

/** A shorter part is a slip of the hand, and nothing to listen to. */
const LOOP_SECONDS_MIN = 1

/** The part between two places of the picture, in either order; null when it is too short. */
export function loopBetween(a: number, b: number, durationSeconds: number): Loop | null {
  const [from, until] = [Math.min(a, b) * durationSeconds, Math.max(a, b) * durationSeconds]
  const isLongEnough = until - from >= LOOP_SECONDS_MIN
  return isLongEnough ? { fromSeconds: from, untilSeconds: until } : null
}

/** Where a part stands in the picture of the whole. */
export function fractionsOf(loop: Loop | null, durationSeconds: number): LoopFractions | null {
  if (loop === null || durationSeconds === 0) return null
  return { from: loop.fromSeconds / durationSeconds, until: loop.untilSeconds / durationSeconds }
}
