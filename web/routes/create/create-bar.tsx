import { Link } from 'react-router'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './create-bar.module.css'
import type { Price } from './price.ts'

/** The button that spends: its price stands on it, the balance beside it. */
export function CreateBar({
  price: { credits, balance, affordable },
  isFree,
  isSending,
}: {
  price: Price
  isFree: boolean
  isSending: boolean
}) {
  const has = isFree ? `${countCredits(balance, 'free')} left today` : countCredits(balance)
  return (
    <div className={styles.bar}>
      <Button type="submit" look="primary" size="large" disabled={isSending}>
        {isSending ? 'Sending…' : `Create · ${countCredits(credits)}`}
      </Button>
      <p className={styles.balance}>
        {affordable ? (
          `You have ${has}. A failed track costs nothing.`
        ) : (
          <span className={styles.short}>
            You have {has}, and this takes {credits}. <MoreCredits isFree={isFree} />
          </span>
        )}
      </p>
    </div>
  )
}

/** Where more credits come from. */
export function MoreCredits({ isFree }: { isFree: boolean }) {
  return isFree ? 'There are more from midnight UTC.' : <Link to="/credits#buy">Get credits</Link>
}
