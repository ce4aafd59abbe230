import { X } from 'lucide-react'
import styles from '../added-detail.module.css'
import { sayTaken, type Taken } from './taken.ts'

/** What came from a sound: each can be taken back, or all. */
export function TakenPieces({
  name,
  taken,
  onTakeBack,
}: {
  name: string
  taken: readonly Taken[]
  onTakeBack: (taken: readonly Taken[]) => void
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be a line of text
    <div className={styles.added} role="group" aria-label={`Filled in from ${name}`}>
      <span>From this song:</span>
      {taken.map((each) => (
        <button
          key={each.kind}
          type="button"
          className={styles.piece}
          aria-label={`Take back ${sayTaken(each)}`}
          onClick={() => onTakeBack([each])}
        >
          {sayTaken(each)}
          <X size={12} aria-hidden />
        </button>
      ))}
      <span className={styles.verbs}>
        <button type="button" className={styles.verb} onClick={() => onTakeBack(taken)}>
          Take all back
        </button>
      </span>
    </div>
  )
}
