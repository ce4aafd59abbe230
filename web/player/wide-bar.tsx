import { ListMusic, Maximize2, MicVocal, X } from 'lucide-react'
import { Link } from 'react-router'
import { TrackArt } from '../covers/track-art.tsx'
import { useMedia } from '../ui/use-media.ts'
import { useObservable } from '../ui/use-observable.ts'
import { Loudness, LoudnessPopover } from './loudness.tsx'
import { openPanels, togglePanel } from './open-panel.ts'
import { type PlayableTrack, pageOf } from './playable-track.ts'
import type { Player } from './player.ts'
import { PlayerButton } from './player-button.tsx'
import { PlayerDownload } from './player-download.tsx'
import { PlayerFavorite } from './player-favorite.tsx'
import { PlayerNews } from './player-news.tsx'
import { Length, Position } from './player-times.tsx'
import { PlayerTransport } from './player-transport.tsx'
import { SpeedMenu } from './speed-menu.tsx'
import { TrackWaveform } from './track-waveform.tsx'
import styles from './wide-bar.module.css'

export function WideBar({ player, track }: { player: Player; track: PlayableTrack }) {
  return (
    <section id="player" tabIndex={-1} className={styles.bar} aria-label="Player">
      <div className={styles.track}>
        <TrackArt trackId={track.id} size={56} />
        <div className={styles.names}>
          <Link to={pageOf(track)} className={styles.title} title={track.title} dir="auto">
            {track.title}
          </Link>
          <PlayerNews player={player} />
        </div>
      </div>
      <div className={styles.transport}>
        <PlayerTransport player={player} />
      </div>
      <span className={styles.position}>
        <Position />
      </span>
      <div className={styles.wave}>
        <TrackWaveform track={track} height={40} />
      </div>
      <span className={styles.length}>
        <Length />
      </span>
      <Options player={player} track={track} />
    </section>
  )
}

function Options({ player, track }: { player: Player; track: PlayableTrack }) {
  const panels = useObservable(openPanels)
  const hasRoom = useMedia('(width >= 1200px)')
  return (
    <div className={styles.options}>
      <PlayerFavorite player={player} track={track} />
      <PlayerButton
        label={track.lyrics ? 'Lyrics' : 'Full player'}
        keys="F"
        aria-haspopup="dialog"
        aria-expanded={panels.includes('full')}
        onClick={() => togglePanel('full')}
      >
        {track.lyrics ? <MicVocal aria-hidden size={18} /> : <Maximize2 aria-hidden size={18} />}
      </PlayerButton>
      <PlayerButton
        label="Queue"
        keys="Q"
        aria-haspopup="dialog"
        aria-expanded={panels.includes('queue')}
        onClick={() => togglePanel('queue')}
      >
        <ListMusic aria-hidden size={18} />
      </PlayerButton>
      <PlayerDownload track={track} />
      <SpeedMenu player={player} />
      {hasRoom ? <Loudness player={player} /> : <LoudnessPopover player={player} />}
      <PlayerButton label="Close player" className={styles.close} onClick={player.stop}>
        <X aria-hidden size={16} />
      </PlayerButton>
    </div>
  )
}
