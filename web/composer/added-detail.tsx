import { X } from 'lucide-react'
import type { Insertion } from './add-detail.ts'
import styles from './added-detail.module.css'

export const NOTHING_TO_ADD = 'Nothing to add: your description says it all.'

/** What the enhancer put in: each piece can be taken out, all can be kept or undone. */
export function AddedDetail({
  standing,
  onTakeOut,
  onKeep,
  onUndo,
}: {
  /** The pieces that are still there. */
  standing: readonly Insertion[]
  onTakeOut: (insertion: Insertion) => void
  onKeep: () => void
  onUndo: () => void
}) {
  if (standing.length === 0)
    return (
      <p className={styles.added}>
        {NOTHING_TO_ADD}{' '}
        <button type="button" className={styles.verb} onClick={onKeep}>
          OK
        </button>
      </p>
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be a line of text
    <div className={styles.added} role="group" aria-label="Added to your description">
      <span>Added:</span>
      {standing.map((insertion) => (
        <button
          key={insertion.kind}
          type="button"
          className={styles.piece}
          aria-label={`Take out ${insertion.words}`}
          onClick={() => onTakeOut(insertion)}
        >
          {insertion.kind}
          <X size={12} aria-hidden />
        </button>
      ))}
      <span className={styles.verbs}>
        <button type="button" className={styles.verb} onClick={onKeep}>
          Keep
        </button>
        <button type="button" className={styles.verb} onClick={onUndo}>
          Undo
        </button>
      </span>
    </div>
  )
}
