import { type KeyboardEvent, useRef } from 'react'
import { announce } from '../ui/announcements.ts'
import { formatClock } from '../ui/format-duration.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player } from './player.ts'
import { playerOf, positionOf } from './use-track-position.ts'
import { loopBetween } from './wave-loop.ts'

/** Marks a part of a track by dragging, or by a key at each of its ends. */
export function useLoopMarks(player: Player | null, track: PlayableTrack, durationSeconds: number) {
  const pressedAt = useRef<number | null>(null)
  const keyedAt = useRef(0)

  const mark = (from: number, until: number): boolean => {
    const loop = loopBetween(from, until, durationSeconds)
    if (loop === null) return false
    if (!playerOf(player, track)) player?.play(track, { fromSeconds: loop.fromSeconds })
    player?.setLoop(loop)
    announce(`Looping ${formatClock(loop.fromSeconds)} to ${formatClock(loop.untilSeconds)}`)
    return true
  }

  return {
    onPress(fraction: number) {
      pressedAt.current = fraction
    },
    /** Whether the press marked a part. */
    onRelease(fraction: number): boolean {
      const from = pressedAt.current
      pressedAt.current = null
      return from !== null && mark(from, fraction)
    },
    /** Whether the key marked an end of a part. */
    onKeyDown(event: KeyboardEvent): boolean {
      const here = positionOf(player, track) / (durationSeconds || 1)
      if (event.key === '[') {
        keyedAt.current = here
        announce(`A loop begins at ${formatClock(here * durationSeconds)}`)
      } else if (event.key === ']') mark(keyedAt.current, here)
      else return false
      event.preventDefault()
      return true
    },
  }
}
