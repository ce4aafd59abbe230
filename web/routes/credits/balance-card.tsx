import { type Balance, netCredits } from '../../api/balance.ts'
import type { Pricing } from '../../api/read-pricing.ts'
import { countCredits, nameCredits } from '../../ui/count-credits.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './balance-card.module.css'

export function BalanceCard({
  balance: credits,
  free,
}: {
  balance: Balance
  free: Pricing['free']
}) {
  const { held, debt } = credits
  const balance = netCredits(credits)
  return (
    <section aria-labelledby="balance" className={styles.card}>
      <h2 id="balance" className="visually-hidden">
        Balance
      </h2>
      <p className={styles.balance} data-owes={debt > 0 || undefined}>
        <span className={styles.number}>{formatNumber(balance)}</span>{' '}
        <span className={styles.unit}>{nameUnit(balance, free)}</span>
      </p>
      <div className={styles.words}>
        {debt > 0 && (
          <Notice kind="problem">
            You’re {countCredits(debt)} below zero because a payment was refunded or disputed. Your
            next pack covers that first.
          </Notice>
        )}
        {held > 0 && (
          <p>
            <strong>{countCredits(held)} on hold</strong> for tracks that we’re making. You get them
            back if a track fails.
          </p>
        )}
        {free && (
          <p>
            Everyone has {countCredits(free.creditsPerDay)} a day here. The next day begins at
            midnight UTC.
          </p>
        )}
        {!free && held === 0 && debt === 0 && (
          <p>You always see the price first. Failed tracks are free.</p>
        )}
      </div>
    </section>
  )
}

function nameUnit(balance: number, free: Pricing['free']): string {
  const noun = nameCredits(balance)
  if (balance < 0) return noun
  return free ? `free ${noun} left today` : `${noun} to spend`
}
