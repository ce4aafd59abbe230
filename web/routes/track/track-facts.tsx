import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { sayConfidence, sayLevel } from '../../sound/say-measures.ts'
import { countCredits } from '../../ui/count-credits.ts'
import { formatDate } from '../../ui/format-date.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import styles from './track-facts.module.css'

/** How the track was made: what the person asked for, word for word, and the facts. */
export function TrackFacts({
  track,
  modelName,
  seed,
  spent,
  children,
}: {
  track: TrackAnswer
  modelName: string
  seed: number | null
  /** What it cost; null where that isn't known. */
  spent: number | null
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
          {listFacts(track, modelName, seed, spent).map(({ name, fact, notes }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">
                {fact}
                {notes?.map((note) => (
                  <small key={note}>{note}</small>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {children}
    </aside>
  )
}

type Fact = { name: string; fact: string | number; notes?: string[] }

function listFacts(
  track: TrackAnswer,
  modelName: string,
  seed: number | null,
  spent: number | null,
): Fact[] {
  const { durationSeconds, requestedDurationSeconds, genre, mood } = track
  return [
    factOf('Length', durationSeconds && formatDuration(durationSeconds)),
    factOf(
      'Requested length',
      requestedDurationSeconds && formatDuration(requestedDurationSeconds),
    ),
    factOf('Genre', genre),
    factOf('Mood', mood),
    ...listHeard(track),
    factOf('Vocals', track.instrumental ? 'No' : 'Yes'),
    factOf('Model', modelName),
    factOf('Seed', seed),
    factOf('Made', formatDate(track.createdAt)),
    factOf('Price', spent === null ? null : spent === 0 ? 'Nothing' : countCredits(spent)),
  ].flat()
}

function factOf(name: string, fact: string | number | null): Fact[] {
  return fact === null || fact === '' ? [] : [{ name, fact }]
}

/** What was wished for beside what was measured; before it is measured, the wishes alone. */
function listHeard({ measured, bpm, key }: TrackAnswer): Fact[] {
  const wishes = { bpm: sayTempo(bpm), key }
  if (measured === null)
    return [factOf('Requested tempo', wishes.bpm), factOf('Requested key', wishes.key)].flat()
  return [
    {
      name: 'Tempo',
      fact: sayTempo(measured.bpm) ?? 'No steady beat',
      notes: sayNotes(measured.bpmConfidence, sayTempo(measured.bpmOther), wishes.bpm),
    },
    {
      name: 'Key',
      fact: measured.key ?? 'Not clear',
      notes: sayNotes(measured.keyConfidence, measured.keyOther, wishes.key),
    },
    { name: 'Loudness', fact: sayLevel(measured.loudnessLufs, 'LUFS') },
    { name: 'True peak', fact: sayLevel(measured.truePeakDbtp, 'dBTP') },
  ]
}

function sayTempo(bpm: number | null): string | null {
  return bpm === null ? null : `${Math.round(bpm)} BPM`
}

function sayNotes(confidence: number | null, other: string | null, wish: string | null): string[] {
  const sure = confidence === null ? [] : [sayConfidence(confidence, other)]
  return wish ? [...sure, `You asked for ${wish}`] : sure
}
