import { Flame } from 'lucide-react'
import styles from './balance-pill.module.css'
import { countCredits } from './count-credits.ts'

export function BalancePill({ credits }: { credits: { available: number; held: number } }) {
  const held = credits.held > 0 ? `, ${credits.held} held for running jobs` : ''
  return (
    <span className={styles.pill} title={`${countCredits(credits.available)} to spend${held}`}>
      <Flame size={15} aria-hidden />
      <span className={styles.number}>{credits.available}</span>
      <span className={styles.unit}>{credits.available === 1 ? 'credit' : 'credits'}</span>
    </span>
  )
}
