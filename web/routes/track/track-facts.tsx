import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { countCredits } from '../../ui/count-credits.ts'
import { formatDate } from '../../ui/format-date.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import styles from './track-facts.module.css'

/** How the track was made: what the person asked for, word for word, and the facts. */
export function TrackFacts({
  track,
  modelName,
  seed,
  credits,
  children,
}: {
  track: TrackAnswer
  modelName: string
  seed: number | null
  /** What it cost; null where that isn't known. */
  credits: number | null
  children?: ReactNode
}) {
  return (
    <aside className={styles.column} aria-label="About this track">
      <section aria-labelledby="how">
        <h2 id="how">How it was made</h2>
        <p className={styles.prompt} dir="auto">
          {track.prompt}
        </p>
        <Link to={`/create?mode=custom&again=${track.id}`} className={styles.again}>
          Use these settings
        </Link>
      </section>
      <section aria-labelledby="facts">
        <h2 id="facts">Facts</h2>
        <dl className={styles.facts}>
          {listFacts(track, modelName, seed, credits).map(([name, fact]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{fact}</dd>
            </div>
          ))}
        </dl>
      </section>
      {children}
    </aside>
  )
}

function listFacts(
  track: TrackAnswer,
  modelName: string,
  seed: number | null,
  credits: number | null,
): [string, string][] {
  const { durationSeconds, requestedDurationSeconds, genre, mood, bpm, key } = track
  const facts: [string, string | number | null | undefined][] = [
    ['Length', durationSeconds && formatDuration(durationSeconds)],
    ['Requested length', requestedDurationSeconds && formatDuration(requestedDurationSeconds)],
    ['Genre', genre],
    ['Mood', mood],
    ['Requested tempo', bpm && `${bpm} BPM`],
    ['Requested key', key],
    ['Vocals', track.instrumental ? 'No' : 'Yes'],
    ['Model', modelName],
    ['Seed', seed],
    ['Made', formatDate(track.createdAt)],
    [
      'Price',
      credits === null ? null : track.status === 'complete' ? countCredits(credits) : 'Nothing',
    ],
  ]
  return facts.flatMap(([name, fact]) =>
    fact === null || fact === undefined || fact === '' ? [] : [[name, String(fact)]],
  )
}
