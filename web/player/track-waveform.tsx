import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useRef,
  useState,
} from 'react'
import { formatClock } from '../ui/format-duration.ts'
import { nameTrack } from '../ui/name-track.ts'
import { observable } from '../ui/observable.ts'
import { useObservable } from '../ui/use-observable.ts'
import { useDrawsItself } from './draws-itself.ts'
import type { Waveform } from './open-waveform.ts'
import { type PeaksLoad, peaksCache } from './peaks-cache.ts'
import type { PlayableTrack } from './playable-track.ts'
import { useOpenPlayer } from './player-provider.tsx'
import { seekTarget } from './seek-keys.ts'
import { showTrackWaveform } from './show-track-waveform.ts'
import styles from './track-waveform.module.css'
import type { LoopMarks } from './use-loop-marks.ts'
import { playerOf, positionOf, useTrackPosition } from './use-track-position.ts'

/** From this height on there is room to say that the waveform is missing. */
const BIG_PIXELS = 64

/**
 * A track's real waveform, and the slider that seeks in it. Seeking in a track that isn't current
 * plays it from there. A track without peaks gets a plain progress line. With `marks`, dragging with
 * Shift marks a part that plays again and again, and so do the keys [ and ] at its ends. `height` is
 * in CSS pixels.
 */
export function TrackWaveform({
  track,
  height = 48,
  marks,
}: {
  track: PlayableTrack
  height?: number
  marks?: LoopMarks
}) {
  const player = useOpenPlayer()
  const canvas = useRef<HTMLCanvasElement>(null)
  const waveform = useRef<Waveform>(null)
  const preview = useRef<number | null>(null)
  const [previewFraction, setPreviewFraction] = useState<number | null>(null)
  const { wholeSeconds, durationSeconds } = useTrackPosition(track)
  const { phase } = useObservable(track.peaksUrl ? peaksCache.at(track.peaksUrl) : NO_LOAD)
  const drawsItself = useDrawsItself(track.id, phase === 'ready')
  const size: CSSProperties & Record<'--wave-height', string> = { '--wave-height': `${height}px` }

  const { id, audioUrl, peaksUrl, durationSeconds: measured } = track
  const dragged = marks?.dragged
  useEffect(() => {
    if (canvas.current === null) return
    const drawn = { id, audioUrl, peaksUrl, durationSeconds: measured }
    const shown = showTrackWaveform(canvas.current, player, drawn, {
      previewFraction: () => preview.current,
      draggedLoop: () => dragged?.current ?? null,
    })
    waveform.current = shown
    return shown.close
  }, [player, id, audioUrl, peaksUrl, measured, dragged])

  const seekTo = (seconds: number) => {
    const on = playerOf(player, track)
    if (on) on.seekTo(seconds)
    else player?.play(track, { fromSeconds: seconds })
  }
  const showPreview = (fraction: number | null) => {
    preview.current = fraction
    setPreviewFraction(fraction)
    waveform.current?.redraw()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (marks?.onKeyDown(event)) return
    const target = seekTarget(event.key, positionOf(player, track), durationSeconds)
    if (target === null) return
    event.preventDefault()
    seekTo(target)
  }
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const fraction = fractionAt(event)
    if (event.button === 0 && !marks?.onRelease(fraction)) seekTo(fraction * durationSeconds)
    if (event.pointerType !== 'mouse') showPreview(null)
  }

  return (
    <div className={styles.frame} style={size}>
      <div
        className={styles.waveform}
        role="slider"
        tabIndex={0}
        aria-label={`Position in ${nameTrack(track)}`}
        aria-valuemin={0}
        aria-valuemax={Math.floor(durationSeconds)}
        aria-valuenow={wholeSeconds}
        aria-valuetext={`${formatClock(wholeSeconds)} of ${formatClock(durationSeconds)}`}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          marks?.onPress(fractionAt(event), event.shiftKey)
        }}
        onPointerMove={(event) => {
          marks?.onMove(fractionAt(event))
          showPreview(fractionAt(event))
        }}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          marks?.onLost()
          showPreview(null)
        }}
        onPointerLeave={() => showPreview(null)}
      >
        <canvas ref={canvas} className={styles.canvas} data-draws={drawsItself || undefined} />
        {previewFraction !== null && durationSeconds > 0 && (
          <span
            className={styles.preview}
            style={{ left: `${previewFraction * 100}%` }}
            aria-hidden
          >
            {formatClock(previewFraction * durationSeconds)}
          </span>
        )}
      </div>
      {height >= BIG_PIXELS && phase === 'error' && (
        <span className={styles.missing}>Waveform unavailable</span>
      )}
    </div>
  )
}

function fractionAt({ clientX, currentTarget }: PointerEvent<HTMLElement>): number {
  const { left, width } = currentTarget.getBoundingClientRect()
  return width === 0 ? 0 : Math.min(1, Math.max(0, (clientX - left) / width))
}

const NO_LOAD = observable<PeaksLoad>({ phase: 'idle', peaks: null })
