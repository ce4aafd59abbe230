import { X } from 'lucide-react'
import { TrackArt } from '../covers/track-art.tsx'
import { nameTrack } from '../ui/name-track.ts'
import { useObservable } from '../ui/use-observable.ts'
import styles from './mini-player.module.css'
import { openPanels, togglePanel } from './open-panel.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player } from './player.ts'
import { PlayerButton } from './player-button.tsx'
import { PlayerFavorite } from './player-favorite.tsx'
import { PlayerNews } from './player-news.tsx'
import { usePlayerTime } from './player-provider.tsx'
import { Length, Position } from './player-times.tsx'
import { PlayPause } from './player-transport.tsx'
import { useSwipe } from './use-swipe.ts'

/** The player on a phone: a tap opens the full one, a swipe goes to the next or the previous track. */
export function MiniPlayer({ player, track }: { player: Player; track: PlayableTrack }) {
  const panels = useObservable(openPanels)
  const swipe = useSwipe((direction) => {
    if (direction === 'left') player.next()
    if (direction === 'right') player.previous()
  })
  return (
    <section id="player" tabIndex={-1} className={styles.mini} aria-label="Player">
      <div className={styles.track} {...swipe}>
        <button
          type="button"
          className={styles.open}
          aria-label={`Open player: ${nameTrack(track)}`}
          aria-haspopup="dialog"
          aria-expanded={panels.includes('full')}
          onClick={() => togglePanel('full')}
        />
        <TrackArt trackId={track.id} size={44} />
        <div className={styles.names}>
          <span className={styles.title} dir="auto">
            {track.title}
          </span>
          <div className={styles.second}>
            <PlayerNews player={player} />
            <span className={styles.times}>
              <Position /> / <Length />
            </span>
          </div>
        </div>
      </div>
      <PlayerFavorite player={player} track={track} />
      <PlayPause player={player} size={44} />
      <PlayerButton label="Close player" className={styles.close} onClick={player.stop}>
        <X aria-hidden size={16} />
      </PlayerButton>
      <Progress />
    </section>
  )
}

function Progress() {
  const { positionSeconds, durationSeconds } = usePlayerTime()
  const played = durationSeconds > 0 ? positionSeconds / durationSeconds : 0
  return (
    <span className={styles.progress} aria-hidden>
      <span style={{ transform: `scaleX(${played.toFixed(4)})` }} />
    </span>
  )
}
