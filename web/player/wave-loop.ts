import type { LoopFractions } from './draw-waveform.ts'
import type { Loop } from './player.ts'

/** A shorter part is a slip of the hand, and nothing to listen to. */
const LOOP_SECONDS_MIN = 1

/** A finger that presses one place moves a little. */
const PRESS_FRACTION_MAX = 0.02

/** Whether a press that ended elsewhere was meant for both places. */
export function isDrag(from: number, until: number): boolean {
  return Math.abs(until - from) > PRESS_FRACTION_MAX
}

/** The part between two places of the picture, in either order. */
export function spanOf(a: number, b: number): LoopFractions {
  return { from: Math.min(a, b), until: Math.max(a, b) }
}

/** The part between two places of the picture, in either order; null when it is too short. */
export function loopBetween(a: number, b: number, durationSeconds: number): Loop | null {
  const { from, until } = spanOf(a, b)
  const [fromSeconds, untilSeconds] = [from * durationSeconds, until * durationSeconds]
  return untilSeconds - fromSeconds >= LOOP_SECONDS_MIN ? { fromSeconds, untilSeconds } : null
}

/** Where a part stands in the picture of the whole. */
export function fractionsOf(loop: Loop | null, durationSeconds: number): LoopFractions | null {
  if (loop === null || durationSeconds === 0) return null
  return { from: loop.fromSeconds / durationSeconds, until: loop.untilSeconds / durationSeconds }
}
