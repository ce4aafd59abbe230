import type { ReactNode } from 'react'
import { TrackArt } from '../../covers/track-art.tsx'
import { TakeBadge } from '../../tracks/take-badge.tsx'
import styles from './hero.module.css'

/** The track's picture beside its title and what can be done with it; cold and grey while it is being made. */
export function Hero({
  track,
  progress = 100,
  heading,
  children,
}: {
  track: { id: string; take: number | null }
  progress?: number
  heading: ReactNode
  children: ReactNode
}) {
  return (
    <div className={styles.hero}>
      <div
        className={styles.art}
        style={{ filter: `saturate(${progress / 100})`, opacity: 0.6 + 0.4 * (progress / 100) }}
      >
        <TrackArt trackId={track.id} size={208} />
      </div>
      <div className={styles.words}>
        <div className={styles.heading}>
          {heading}
          {track.take !== null && <TakeBadge take={track.take} />}
        </div>
        {children}
      </div>
    </div>
  )
}
