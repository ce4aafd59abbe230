import { Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import {
  deleteReference,
  listReferences,
  measureReference,
  type ReferenceAnswer,
  type ReferencePage,
  readReference,
} from '../../api/references.ts'
import { announce } from '../../ui/announcements.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './reference-card.module.css'
import { sayHeard } from './say-heard.ts'
import { useAsk } from './use-ask.ts'
import type { Sound } from './use-reference.ts'

/** The sounds that the person has kept: to pick one again, or to delete it. */
export function KeptSounds({
  onPick,
  onFile,
}: {
  onPick: (sound: Sound) => void
  /** Where the studio can't decode it, the browser measures it again. */
  onFile: (file: File) => void
}) {
  const [page, setPage] = useState<ReferencePage>({ items: [], nextCursor: null })
  const [leaving, setLeaving] = useState<string | null>(null)
  const { ask, isAsking, refusal } = useAsk()
  useEffect(() => {
    // Without the list a file can still be picked.
    listReferences().then(setPage, () => {})
  }, [])
  const more = (cursor: string) =>
    ask(async () => {
      const { items, nextCursor } = await listReferences(cursor)
      setPage({ items: [...page.items, ...items], nextCursor })
    })
  const pick = (kept: ReferenceAnswer) =>
    ask(async () => {
      if (isLeftToBrowser(kept)) return onFile(await readReference(kept))
      const heard = kept.measured ?? (await measureReference(kept.id))
      onPick({ name: kept.name, heard, file: null })
    })
  const remove = ({ id, name }: ReferenceAnswer) =>
    ask(async () => {
      await deleteReference(id)
      setPage({ ...page, items: page.items.filter((item) => item.id !== id) })
      announce(`${name} is deleted.`)
    })
  if (page.items.length === 0) return null
  return (
    <div className={styles.kept}>
      <h4>Kept in the studio</h4>
      <ul>
        {page.items.map((kept) => (
          <li key={kept.id}>
            <button
              type="button"
              className={styles.pick}
              disabled={isAsking}
              onClick={() => pick(kept)}
            >
              <span dir="auto">{kept.name}</span>
              <small>{sayKept(kept)}</small>
            </button>
            {leaving === kept.id ? (
              <Button
                ref={focusIt}
                type="button"
                size="small"
                look="danger"
                disabled={isAsking}
                onBlur={() => setLeaving(null)}
                onClick={() => remove(kept)}
              >
                Delete for good
              </Button>
            ) : (
              <IconButton aria-label={`Delete ${kept.name}`} onClick={() => setLeaving(kept.id)}>
                <Trash2 size={16} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {page.nextCursor && (
        <Button
          type="button"
          size="small"
          disabled={isAsking}
          onClick={() => more(page.nextCursor ?? '')}
        >
          More
        </Button>
      )}
      {refusal && (
        <p role="alert" className={styles.problem}>
          {refusal}
        </p>
      )}
    </div>
  )
}

/** Of an M4A the studio knows nothing but its length. */
function isLeftToBrowser({ contentType }: ReferenceAnswer): boolean {
  return contentType === 'audio/mp4'
}

function sayKept(kept: ReferenceAnswer): string {
  if (isLeftToBrowser(kept)) return 'Measured when you pick it'
  return kept.measured ? sayHeard(kept.measured) : 'Not measured yet'
}

/** What was pressed before has gone, and the focus with it. */
function focusIt(button: HTMLButtonElement | null) {
  button?.focus()
}
