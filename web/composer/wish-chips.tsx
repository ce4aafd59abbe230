import { Plus, X } from 'lucide-react'
import { lazy, Suspense, useRef } from 'react'
import type { Offer } from '../models/offer.ts'
import { Popover } from '../ui/popover.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import type { ComposerValues } from './composer-values.ts'
import styles from './wish-chips.module.css'
import { chosenWishes, WISHES, type WishName } from './wish-options.ts'

const WishPicker = lazy(() => import('./wish-picker.tsx'))

const A_WISH = 'A wish: put into the prompt as words'

/** The chosen wishes, solid where the model takes them exactly, and the one popover that offers them. */
export function WishChips({
  values,
  offer,
  errors,
  onChoose,
}: {
  values: ComposerValues
  offer: Offer
  errors: Partial<Record<WishName, string>>
  onChoose: (wish: Partial<Record<WishName, string>>) => void
}) {
  const adder = useRef<HTMLButtonElement>(null)
  const says = WISHES.flatMap(({ name }) => errors[name] ?? [])
  return (
    <div className={`${styles.wishes} needs-script`}>
      <ul className={styles.chips} aria-label="Wishes">
        {chosenWishes(values).map(({ name, text }) => {
          const isExact = offer.honours.includes(name)
          return (
            <li key={name}>
              <Tooltip words={isExact ? 'Exact: this model takes it as a setting' : A_WISH}>
                <button
                  type="button"
                  className={styles.chip}
                  data-exact={isExact || undefined}
                  aria-label={`Remove ${text}`}
                  onClick={() => {
                    onChoose({ [name]: '' })
                    // The chip is about to go, and the focus with it.
                    adder.current?.focus()
                  }}
                >
                  <span dir="auto">{text}</span>
                  <X size={14} aria-hidden />
                </button>
              </Tooltip>
            </li>
          )
        })}
        <li>
          <Popover
            label="Genre, mood, tempo, key"
            trigger={
              <button ref={adder} type="button" className={styles.add}>
                <Plus size={14} aria-hidden /> genre, mood, tempo, key
              </button>
            }
          >
            <Suspense fallback={<p className={styles.loading}>One moment…</p>}>
              <WishPicker values={values} onChoose={onChoose} />
            </Suspense>
          </Popover>
        </li>
      </ul>
      {says.length > 0 && <p className={styles.error}>{says.join(' ')}</p>}
    </div>
  )
}
