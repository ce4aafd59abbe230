import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { formatClock } from '../ui/format-duration.ts'
import { TrackArt } from '../ui/track-art.tsx'
import { useObservable } from '../ui/use-observable.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player } from './player.ts'
import styles from './player-bar.module.css'
import { PlayerOptions } from './player-options.tsx'
import { useOpenPlayer, usePlayerTime } from './player-provider.tsx'
import { PlayerTransport } from './player-transport.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { TrackWaveform } from './track-waveform.tsx'
import { useShortcuts } from './use-shortcuts.ts'

/** The player at the bottom of every page, as soon as a track was played. */
export function PlayerBar() {
  const player = useOpenPlayer()
  return player && <OpenPlayerBar player={player} />
}

function OpenPlayerBar({ player }: { player: Player }) {
  const state = useObservable(player.state)
  const [expanded, setExpanded] = useState(false)
  const [helping, setHelping] = useState(false)
  const shortcuts = useShortcuts(player, () => setHelping(true))
  const Chevron = expanded ? ChevronDown : ChevronUp
  return (
    <>
      {state.current && (
        <section className={styles.bar} aria-label="Player" data-expanded={expanded}>
          <NowPlaying track={state.current}>
            {state.status === 'error' ? (
              <Problem sentence={state.problem} onRetry={player.retry} />
            ) : (
              <span className={styles.subtitle}>{state.current.subtitle ?? 'SoundFoundry'}</span>
            )}
          </NowPlaying>
          <PlayerTransport player={player} />
          <div className={styles.wave}>
            <TrackWaveform track={state.current} height={40} />
          </div>
          <Times />
          <PlayerOptions player={player} onShowShortcuts={() => setHelping(true)} />
          <button
            type="button"
            className={styles.expand}
            aria-expanded={expanded}
            aria-label={expanded ? 'Fewer controls' : 'More controls'}
            onClick={() => setExpanded(!expanded)}
          >
            <Chevron aria-hidden size={22} />
          </button>
        </section>
      )}
      <ShortcutsDialog open={helping} onClose={() => setHelping(false)} shortcuts={shortcuts} />
    </>
  )
}

function NowPlaying({ track, children }: { track: PlayableTrack; children: ReactNode }) {
  return (
    <div className={styles.track}>
      <TrackArt trackId={track.id} size={48} />
      <div className={styles.names}>
        <Link to={`/tracks/${track.id}`} className={styles.title}>
          {track.title}
        </Link>
        {children}
      </div>
    </div>
  )
}

function Problem({ sentence, onRetry }: { sentence: string; onRetry: () => void }) {
  return (
    <span className={styles.problem} role="alert">
      {sentence}{' '}
      <button type="button" className={styles.retry} onClick={onRetry}>
        Try again
      </button>
    </span>
  )
}

function Times() {
  const { positionSeconds, durationSeconds } = usePlayerTime()
  return (
    <>
      <span className={styles.position}>{formatClock(positionSeconds)}</span>
      <span className={styles.duration}>{formatClock(durationSeconds)}</span>
    </>
  )
}
