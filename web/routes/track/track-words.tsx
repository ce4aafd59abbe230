import type { ReactNode } from 'react'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { formatDate } from '../../ui/format-date.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import styles from './track.module.css'

/** What the person asked for, word for word, and the facts of the track. */
export function TrackWords({
  track,
  modelName,
  seed,
  children,
}: {
  track: TrackAnswer
  modelName: string
  seed: number | null
  children?: ReactNode
}) {
  const facts = listFacts(track, modelName, seed)
  return (
    <div className={styles.words}>
      <div className={styles.texts}>
        <section aria-labelledby="prompt">
          <h2 id="prompt">Prompt</h2>
          <p className={styles.text}>{track.prompt}</p>
        </section>
        {track.lyrics && (
          <section aria-labelledby="lyrics">
            <h2 id="lyrics">Lyrics</h2>
            <p className={styles.text}>{track.lyrics}</p>
          </section>
        )}
        {children}
      </div>
      <section aria-labelledby="facts">
        <h2 id="facts">Details</h2>
        <dl className={styles.facts}>
          {facts.map(([name, fact]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}

function listFacts(track: TrackAnswer, modelName: string, seed: number | null): [string, string][] {
  const { durationSeconds, requestedDurationSeconds, genre, mood, bpm, key } = track
  const facts: [string, string | null][] = [
    ['Length', durationSeconds === null ? null : formatDuration(durationSeconds)],
    ['Length asked for', requestedDurationSeconds && formatDuration(requestedDurationSeconds)],
    ['Genre', genre],
    ['Mood', mood],
    ['Tempo asked for', bpm && `${bpm} BPM`],
    ['Key asked for', key],
    ['Voice', track.instrumental ? 'Instrumental' : 'With vocals'],
    ['Model', modelName],
    ['Seed', seed === null ? null : String(seed)],
    ['Created', formatDate(track.createdAt)],
  ].map(([name, fact]) => [String(name), fact ? String(fact) : null])
  return facts.filter((fact): fact is [string, string] => fact[1] !== null)
}
