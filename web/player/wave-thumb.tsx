import { type MouseEvent, useCallback, useId, useSyncExternalStore } from 'react'
import { useDrawsItself } from './draws-itself.ts'
import type { PlayableTrack } from './playable-track.ts'
import { useOpenPlayer } from './player-provider.tsx'
import { durationOf, follow, playerOf, positionOf } from './use-track-position.ts'
import styles from './wave-thumb.module.css'

const [WIDTH, HEIGHT] = [120, 34]
const LOWEST = 2

/**
 * A track's waveform in a row of a list, 120 × 34 pixels, from up to 64 `peaks` of 0 to 100. A press
 * plays the track from there. It is for the pointer only: the row has a play button, and the
 * player's bar a slider. Only the thumb of the current track draws as time goes on.
 */
export function WaveThumb({
  track,
  peaks,
  onPlay,
}: {
  track: PlayableTrack
  /** Null while they are loading. */
  peaks: readonly number[] | null
  /** Plays the track from this second, within its list. */
  onPlay?: (fromSeconds: number) => void
}) {
  const player = useOpenPlayer()
  const fade = useId()
  const drawsItself = useDrawsItself(track.id, peaks !== null)
  const bars = peaks ?? NONE
  const played = usePlayedBars(track, bars.length)
  const press = ({ clientX, currentTarget }: MouseEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const fromSeconds = ((clientX - left) / width) * durationOf(player, track)
    const on = playerOf(player, track)
    if (on) on.play(track, { fromSeconds })
    else if (onPlay) onPlay(fromSeconds)
    else player?.play(track, { fromSeconds })
  }
  return (
    <button
      type="button"
      className={`${styles.thumb} needs-script`}
      tabIndex={-1}
      aria-hidden
      data-draws={drawsItself || undefined}
      onClick={press}
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        <path className={styles.rest} d={pathOf(bars, played, bars.length)} />
        {played > 0 && (
          <>
            <linearGradient
              id={fade}
              gradientUnits="userSpaceOnUse"
              x2={(played / bars.length) * WIDTH}
            >
              <stop className={styles.from} />
              <stop className={styles.to} offset="1" />
            </linearGradient>
            <path stroke={`url(#${fade})`} d={pathOf(bars, 0, played)} />
          </>
        )}
      </svg>
    </button>
  )
}

/** A flat line: no peaks are made up. */
const NONE: readonly number[] = Array.from({ length: 64 }, () => 0)

/** How many bars have been played; it changes once for each bar, and never for another track. */
function usePlayedBars(track: PlayableTrack, count: number): number {
  const player = useOpenPlayer()
  const subscribe = useCallback((listener: () => void) => follow(player, listener), [player])
  const played = () =>
    Math.round((positionOf(player, track) / (durationOf(player, track) || 1)) * count)
  return useSyncExternalStore(subscribe, played, () => 0)
}

function pathOf(bars: readonly number[], from: number, until: number): string {
  const pitch = WIDTH / bars.length
  const lines: string[] = []
  for (let at = from; at < until; at += 1) {
    const height = Math.max(LOWEST, ((bars[at] ?? 0) / 100) * HEIGHT)
    const x = ((at + 0.5) * pitch).toFixed(1)
    lines.push(`M${x} ${((HEIGHT - height) / 2).toFixed(1)}v${height.toFixed(1)}`)
  }
  return lines.join('')
}
