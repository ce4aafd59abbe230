import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { announce } from '../ui/announcements.ts'
import { formatClock } from '../ui/format-duration.ts'
import type { LoopFractions } from './draw-waveform.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player } from './player.ts'
import { playerOf, positionOf } from './use-track-position.ts'
import { isDrag, loopBetween, spanOf } from './wave-loop.ts'

/** `off` until it is asked for; then the next press marks an end of the part, and a drag both. */
export type Marking = 'off' | 'nothing yet' | { beginsAt: number }

/** Marks the part of a track that plays again and again. Places are fractions of its length. */
export type LoopMarks = {
  marking: Marking
  start(): void
  cancel(): void
  /** What is being dragged over. */
  dragged: RefObject<LoopFractions | null>
  onPress(fraction: number, hasShift: boolean): void
  onMove(fraction: number): void
  /** Whether the press was about a loop. */
  onRelease(fraction: number): boolean
  onLost(): void
  /** Whether the key marked an end of a part. */
  onKeyDown(event: KeyboardEvent): boolean
}

export function useLoopMarks(
  player: Player | null,
  track: PlayableTrack,
  durationSeconds: number,
): LoopMarks {
  const [marking, setMarking] = useState<Marking>('off')
  const pressedAt = useRef<number | null>(null)
  const dragged = useRef<LoopFractions | null>(null)
  const keyedAt = useRef(0)
  const clockAt = (fraction: number) => formatClock(fraction * durationSeconds)

  const mark = (from: number, until: number): boolean => {
    const loop = loopBetween(from, until, durationSeconds)
    if (loop === null) return false
    const here = positionOf(player, track)
    if (!playerOf(player, track)) player?.play(track, { fromSeconds: loop.fromSeconds })
    else if (here < loop.fromSeconds || here > loop.untilSeconds) player?.seekTo(loop.fromSeconds)
    player?.setLoop(loop)
    setMarking('off')
    announce(`Looping ${formatClock(loop.fromSeconds)} to ${formatClock(loop.untilSeconds)}`)
    return true
  }
  const markEnd = (fraction: number) => {
    if (typeof marking === 'object') return void mark(marking.beginsAt, fraction)
    setMarking({ beginsAt: fraction })
    announce(`The loop begins at ${clockAt(fraction)}. Press where it ends.`)
  }
  const letGo = () => {
    pressedAt.current = null
    dragged.current = null
  }

  return {
    marking,
    dragged,
    start() {
      setMarking('nothing yet')
      announce('Drag over the part to loop, or mark its ends by the keys [ and ] on the waveform.')
    },
    cancel: () => setMarking('off'),
    onPress(fraction, hasShift) {
      if (hasShift || marking !== 'off') pressedAt.current = fraction
    },
    onMove(fraction) {
      const from = pressedAt.current
      dragged.current = from !== null && isDrag(from, fraction) ? spanOf(from, fraction) : null
    },
    onRelease(fraction) {
      const from = pressedAt.current
      letGo()
      if (from === null) return false
      if (isDrag(from, fraction) && mark(from, fraction)) return true
      if (marking === 'off') return false
      markEnd(fraction)
      return true
    },
    onLost: letGo,
    onKeyDown(event) {
      const here = positionOf(player, track) / (durationSeconds || 1)
      if (event.key === '[') {
        keyedAt.current = here
        announce(`A loop begins at ${clockAt(here)}`)
      } else if (event.key === ']') mark(keyedAt.current, here)
      else return false
      event.preventDefault()
      return true
    },
  }
}
