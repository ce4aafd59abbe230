import { ChevronDown, Keyboard, ListMusic } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Link } from 'react-router'
import { hueOf } from '../../worker/domain/style/hue-of.ts'
import { TrackArt } from '../covers/track-art.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useMedia } from '../ui/use-media.ts'
import { useObservable } from '../ui/use-observable.ts'
import { BigWaveform } from './big-waveform.tsx'
import styles from './full-player.module.css'
import { PLAYER_KEYS } from './key-use.ts'
import { Loudness } from './loudness.tsx'
import { LyricsView } from './lyrics-view.tsx'
import { closePanel, togglePanel } from './open-panel.ts'
import { type PlayableTrack, pageOf } from './playable-track.ts'
import type { Player } from './player.ts'
import buttonStyles from './player-button.module.css'
import { PlayerButton } from './player-button.tsx'
import { PlayerDownload } from './player-download.tsx'
import { PlayerFavorite } from './player-favorite.tsx'
import { PlayerNews } from './player-news.tsx'
import { PlayerTransport } from './player-transport.tsx'
import { SpeedMenu } from './speed-menu.tsx'
import { useSwipe } from './use-swipe.ts'

const close = () => closePanel('full')

/** The player over the whole window, in its track's color, with the words beside or below. */
export function FullPlayer({
  player,
  track,
  open,
}: {
  player: Player
  track: PlayableTrack
  open: boolean
}) {
  const hue: CSSProperties & Record<'--hue', string> = { '--hue': hueOf(track.id) }
  const swipe = useSwipe((direction) => direction === 'down' && close())
  return (
    <Dialog title="Now playing" isWhole open={open} onOpenChange={(isOpen) => isOpen || close()}>
      <div
        className={styles.full}
        style={hue}
        data-sung={!!track.lyrics || undefined}
        {...PLAYER_KEYS}
      >
        <div className={styles.head}>
          {/* Without a tooltip: it has the focus as soon as the player opens. */}
          <button
            type="button"
            className={buttonStyles.button}
            aria-label="Close full player"
            aria-keyshortcuts="F"
            onClick={close}
          >
            <ChevronDown aria-hidden size={24} />
          </button>
          <From player={player} />
          <PlayerButton
            label="Keyboard shortcuts"
            keys="?"
            aria-haspopup="dialog"
            onClick={() => togglePanel('shortcuts')}
          >
            <Keyboard aria-hidden size={20} />
          </PlayerButton>
        </div>
        <div className={styles.sound}>
          <div className={styles.art} {...swipe}>
            <TrackArt trackId={track.id} size={320} />
          </div>
          <div className={styles.names}>
            <Link to={pageOf(track)} className={styles.title} dir="auto" onClick={close}>
              {track.title}
            </Link>
            <PlayerNews player={player} />
          </div>
          <BigWaveform track={track} height={72} />
          <PlayerTransport player={player} large />
          <Actions player={player} track={track} />
        </div>
        {track.lyrics && <LyricsView lyrics={track.lyrics} key={track.id} />}
      </div>
    </Dialog>
  )
}

function From({ player }: { player: Player }) {
  const name = useObservable(player.queue)?.listName
  return (
    <p className={styles.from} dir="auto">
      {name ? `Playing from “${name}”` : 'Now playing'}
    </p>
  )
}

function Actions({ player, track }: { player: Player; track: PlayableTrack }) {
  const hasMouse = useMedia('(hover: hover)')
  return (
    <div className={styles.actions}>
      <PlayerFavorite player={player} track={track} />
      <PlayerButton
        label="Queue"
        keys="Q"
        aria-haspopup="dialog"
        onClick={() => togglePanel('queue')}
      >
        <ListMusic aria-hidden size={20} />
      </PlayerButton>
      <PlayerDownload track={track} />
      <SpeedMenu player={player} />
      {hasMouse && <Loudness player={player} />}
    </div>
  )
}
