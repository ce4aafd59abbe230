import { memo } from 'react'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { WaveThumb } from '../../player/wave-thumb.tsx'
import { describeTrack } from '../../tracks/describe-track.ts'
import { TrackStatus } from '../../tracks/track-status.tsx'
import { Marked } from './marked.tsx'
import { RowActs, RowArt, RowCheck, RowLength, RowTitle } from './row-parts.tsx'
import styles from './track-row.module.css'
import { type RowProps, useRow } from './use-row.ts'

/** A track in a line: picture, words, waveform, length, and what can be done with it. */
export const TrackRow = memo(function TrackRow(props: RowProps) {
  const row = useRow(props, 'row')
  const { track, peaks, q, now } = props
  return (
    <li {...row.itemProps} className={styles.row}>
      <RowCheck row={row} className={styles.check} />
      <div className={styles.art}>
        <RowArt row={row} size={48} />
      </div>
      <div className={styles.words}>
        <RowTitle row={row} q={q} className={styles.title} />
        <p className={styles.about} dir="auto">
          {q ? <Found track={track} q={q} /> : describeTrack(track)}
        </p>
      </div>
      <div className={styles.wave}>
        {row.playable ? (
          <WaveThumb track={row.playable} peaks={peaks} onPlay={row.playFrom} />
        ) : (
          track.status !== 'complete' && <TrackStatus status={track.status} />
        )}
      </div>
      <p className={styles.length}>
        <RowLength row={row} now={now} />
      </p>
      <div className={styles.acts}>
        <RowActs row={row} />
      </div>
    </li>
  )
})

/** Where the words that are searched for stand, unless the title has them. */
function Found({ track, q }: { track: TrackListed; q: string }) {
  const has = (text: string | null) => text?.toLocaleLowerCase().includes(q.toLocaleLowerCase())
  if (has(track.title)) return describeTrack(track)
  const text = has(track.prompt) ? track.prompt : has(track.lyrics) ? (track.lyrics ?? '') : ''
  return text ? <Marked text={text} q={q} isExcerpt /> : describeTrack(track)
}
