import { Link } from 'react-router'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './create-bar.module.css'
import type { Price } from './price.ts'

/**
 * The button that spends, with its price on it and the balance beside it. In custom mode the price
 * depends on the choices: without scripts to follow them, the prices beside the choices stand in.
 */
export function CreateBar({
  price: { credits, balance, affordable },
  isFree,
  isCustom,
  isSending,
}: {
  price: Price
  isFree: boolean
  isCustom: boolean
  isSending: boolean
}) {
  const has = isFree ? `${countCredits(balance, 'free')} left today` : countCredits(balance)
  return (
    <div className={styles.bar}>
      <Button type="submit" look="primary" size="large" disabled={isSending}>
        {isSending ? (
          'Sending…'
        ) : (
          <span>
            Create<span className={isCustom ? 'needs-script' : ''}> · {countCredits(credits)}</span>
          </span>
        )}
      </Button>
      <p className={styles.balance}>
        {isCustom && (
          <span className="without-script">What a track takes stands beside its model. </span>
        )}
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
