import { LoaderCircle } from 'lucide-react'
import { ButtonLink } from '../ui/button.tsx'
import { useHydrated } from '../ui/use-hydrated.ts'
import styles from './create-button.module.css'
import { keyNames } from './key-names.ts'
import type { sayPrice } from './say-price.ts'
import { useOnline } from './use-online.ts'

/**
 * The button that spends, with its price on it. While it can't be pressed it stays where the focus is
 * and says why; where credits are sold and too few are left it leads to them.
 */
export function CreateButton({
  says: { isAffordable, price },
  isFree,
  isSending,
}: {
  says: ReturnType<typeof sayPrice>
  isFree: boolean
  isSending: boolean
}) {
  const isOnline = useOnline()
  const isHydrated = useHydrated()
  if (!isAffordable && !isFree && isHydrated)
    return (
      <ButtonLink to="/credits#buy" look="primary" size="large" className={styles.create}>
        Get credits to create
      </ButtonLink>
    )
  const isOff = isSending || !isOnline || (!isAffordable && isHydrated)
  return (
    <button
      type="submit"
      className={styles.create}
      aria-disabled={isOff || undefined}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      // The second press of a double press was meant for the first.
      onClick={(event) => (isOff || event.detail > 1) && event.preventDefault()}
    >
      {isSending ? (
        <>
          <LoaderCircle size={18} aria-hidden className={styles.spinner} /> Sending…
        </>
      ) : isOnline ? (
        <span>
          Create<span className="needs-script"> · {price}</span>
        </span>
      ) : (
        'You’re offline'
      )}
      {isHydrated && !isOff && (
        <kbd aria-hidden className={styles.keys}>
          {keyNames().send}
        </kbd>
      )}
    </button>
  )
}
