import { Link } from 'react-router'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './create-bar.module.css'
import type { Price } from './price.ts'

/** The button that spends: its price stands on it, the balance beside it. */
export function CreateBar({ price, isSending }: { price: Price; isSending: boolean }) {
  return (
    <div className={styles.bar}>
      <Button type="submit" look="primary" size="large" disabled={isSending}>
        {isSending ? 'Sending…' : `Create · ${countCredits(price.credits)}`}
      </Button>
      <p className={styles.balance}>
        {price.affordable ? (
          <>You have {countCredits(price.balance)}. A failed track costs nothing.</>
        ) : (
          <span className={styles.short}>
            You have {countCredits(price.balance)}, and this takes {price.credits}.{' '}
            <Link to="/pricing">See the packs</Link>
          </span>
        )}
      </p>
    </div>
  )
}
