import { Flame } from 'lucide-react'
import { Link } from 'react-router'
import { type Balance, netCredits } from '../api/balance.ts'
import { countCredits, nameCredits } from '../ui/count-credits.ts'
import { formatNumber } from '../ui/format-number.ts'
import styles from './balance-pill.module.css'

/** What a person may spend or owes, as a link to the ledger. */
export function BalancePill({ credits }: { credits: Balance }) {
  const { available, held, debt } = credits
  const balance = netCredits(credits)
  const words = debt > 0 ? `${countCredits(debt)} owed` : `${countCredits(available)} to spend`
  return (
    <Link
      to="/credits"
      className={styles.pill}
      data-owes={debt > 0 || undefined}
      title={held > 0 ? `${words}, ${formatNumber(held)} held for running jobs` : words}
    >
      <Flame size={15} aria-hidden />
      <span className={styles.number}>{formatNumber(balance)}</span>
      <span className={styles.unit}>{nameCredits(balance)}</span>
    </Link>
  )
}
