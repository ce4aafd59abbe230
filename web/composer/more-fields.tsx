import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ComposerValues } from './composer-values.ts'
import styles from './more-fields.module.css'
import type { SongField } from './song-values.ts'
import { chosenWishes } from './wish-options.ts'

/** Everything but the description: on a phone it is folded until it is asked for. */
export function MoreFields({
  values,
  errors,
  children,
}: {
  values: ComposerValues
  errors: Partial<Record<SongField, string>>
  children: ReactNode
}) {
  const [isUnfolded, setOpen] = useState(false)
  const isOpen = isUnfolded || Object.keys(errors).some((field) => field !== 'prompt')
  const chosen = chosenWishes(values).map(({ text }) => text)
  return (
    <>
      <button
        type="button"
        className={`${styles.more} needs-script`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        More
        <span className={styles.chosen}>
          {chosen.length > 0 ? chosen.join(', ') : 'Lyrics, genre, voice, model, length'}
        </span>
        <ChevronDown size={16} aria-hidden />
      </button>
      <div className={styles.fields} data-open={isOpen || undefined}>
        {children}
      </div>
    </>
  )
}
