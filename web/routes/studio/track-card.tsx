import { memo } from 'react'
import { TrackStatus } from '../../tracks/track-status.tsx'
import { RowActs, RowArt, RowCheck, RowLength, RowTitle } from './row-parts.tsx'
import styles from './track-card.module.css'
import { type RowProps, useRow } from './use-row.ts'

/** A track as a picture with its title, its length, and what can be done with it. */
export const TrackCard = memo(function TrackCard(props: RowProps) {
  const row = useRow(props, 'card')
  const { track, q, now } = props
  return (
    <li {...row.itemProps} className={styles.card}>
      <div className={styles.art}>
        <RowArt row={row} size={208} />
      </div>
      <RowCheck row={row} className={styles.check} />
      <RowTitle row={row} q={q} className={styles.title} />
      <div className={styles.foot}>
        <p className={styles.length}>
          {track.status === 'complete' || row.trashed ? (
            <RowLength row={row} now={now} />
          ) : (
            <TrackStatus status={track.status} />
          )}
        </p>
        <RowActs row={row} />
      </div>
    </li>
  )
})
