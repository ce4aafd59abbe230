import { Brackets, X } from 'lucide-react'
import { formatClock } from '../ui/format-duration.ts'
import { observable } from '../ui/observable.ts'
import { useObservable } from '../ui/use-observable.ts'
import styles from './big-waveform.module.css'
import type { PlayableTrack } from './playable-track.ts'
import type { Loop } from './player.ts'
import { useOpenPlayer } from './player-provider.tsx'
import { TrackWaveform } from './track-waveform.tsx'
import { type LoopMarks, useLoopMarks } from './use-loop-marks.ts'
import { playerOf, useTrackPosition } from './use-track-position.ts'

/** A track's waveform with its times below, and a button to mark a part that plays again and again. */
export function BigWaveform({ track, height }: { track: PlayableTrack; height: number }) {
  const player = useOpenPlayer()
  const { wholeSeconds, durationSeconds } = useTrackPosition(track)
  const marks = useLoopMarks(player, track, durationSeconds)
  return (
    <div>
      <TrackWaveform track={track} height={height} marks={marks} />
      <div className={styles.foot}>
        <span>{formatClock(wholeSeconds)}</span>
        <LoopButton track={track} marks={marks} />
        <span>{formatClock(durationSeconds)}</span>
      </div>
    </div>
  )
}

/** One button in one place: what it does next is what it says. */
function LoopButton({ track, marks }: { track: PlayableTrack; marks: LoopMarks }) {
  const player = useOpenPlayer()
  const loop = useObservable(player?.loop ?? NO_LOOP)
  const { marking } = marks
  if (marking !== 'off')
    return (
      <button type="button" className={styles.loop} data-on onClick={marks.cancel}>
        {marking === 'nothing yet' ? 'Drag over a part, or press both ends' : 'Press where it ends'}
        <span className="visually-hidden">. Cancel</span>
        <X aria-hidden size={14} />
      </button>
    )
  if (loop === null || !playerOf(player, track))
    return (
      <button type="button" className={styles.loop} onClick={marks.start}>
        <Brackets aria-hidden size={14} />
        Loop a part
      </button>
    )
  const part = `${formatClock(loop.fromSeconds)}–${formatClock(loop.untilSeconds)}`
  return (
    <button
      type="button"
      className={styles.loop}
      data-on
      aria-label={`Stop looping ${part}`}
      onClick={() => player?.setLoop(null)}
    >
      Looping {part}
      <X aria-hidden size={14} />
    </button>
  )
}

const NO_LOOP = observable<Loop | null>(null)
