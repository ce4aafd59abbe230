import { Flame } from 'lucide-react'
import { Link } from 'react-router'
import { type Balance, netCredits } from '../api/balance.ts'
import { nameCredits } from '../ui/count-credits.ts'
import { formatNumber } from '../ui/format-number.ts'
import styles from './credits-card.module.css'

/** What most tracks cost: `auto`, the model that is used unless a person picks another. */
const USUAL_CREDITS = 5

/** What a person may spend, and what that makes. Leads to the packs and the ledger. */
export function CreditsCard({
  credits,
  confirmFirst,
}: {
  credits: Balance
  /** Free credits wait for the address to be confirmed. */
  confirmFirst: boolean
}) {
  const { available, held, debt } = credits
  const balance = netCredits(credits)
  return (
    <Link
      to={confirmFirst ? '/verify' : '/credits'}
      className={styles.card}
      data-owes={debt > 0 || undefined}
    >
      <Flame size={16} aria-hidden className={styles.icon} />
      <span className={styles.balance}>
        <strong>{formatNumber(balance)}</strong> <span>{nameCredits(balance)}</span>
      </span>
      <span className={styles.says}>
        {confirmFirst
          ? 'Confirm your email to get your free credits'
          : sayWhatItMakes(available, held, debt)}
      </span>
    </Link>
  )
}

function sayWhatItMakes(available: number, held: number, debt: number): string {
  if (debt > 0) return 'Your next pack covers this first'
  const tracks = Math.floor(available / USUAL_CREDITS)
  const makes = tracks === 1 ? 'About 1 track' : `About ${formatNumber(tracks)} tracks`
  return held > 0 ? `${makes} · ${formatNumber(held)} on hold` : makes
}
