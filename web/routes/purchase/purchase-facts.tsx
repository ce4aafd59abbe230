import { Link } from 'react-router'
import type { PurchaseAnswer } from '../../../worker/domain/purchases/purchase-answer.ts'
import { countCredits } from '../../ui/count-credits.ts'
import { formatMinute } from '../../ui/format-date.ts'
import { formatPrice } from '../../ui/format-price.ts'
import styles from './purchase.module.css'

export function PurchaseFacts({ purchase }: { purchase: PurchaseAnswer }) {
  return (
    <>
      <dl className={styles.facts}>
        {listFacts(purchase).map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.more}>
        {purchase.receiptUrl && (
          <a href={purchase.receiptUrl} target="_blank" rel="noopener">
            Receipt from Stripe
          </a>
        )}
        <Link to="/credits">All your credits</Link>
      </p>
    </>
  )
}

function listFacts(purchase: PurchaseAnswer): [string, string][] {
  const { packName, credits, priceCents, paidCents, currency, createdAt, paidAt } = purchase
  const { refundedCents, disputedCents, takenCredits } = purchase
  return [
    ['Pack', `${packName}, ${countCredits(credits)}`],
    ['Price', formatPrice(priceCents, currency)],
    ...fact(paidCents !== null, 'Paid', () => formatPrice(paidCents ?? 0, currency)),
    ...fact(refundedCents > 0, 'Refunded', () => formatPrice(refundedCents, currency)),
    ...fact(disputedCents > 0, 'Disputed', () => formatPrice(disputedCents, currency)),
    ...fact(takenCredits > 0, 'Taken back', () => countCredits(takenCredits)),
    [paidAt ? 'Paid on' : 'Started on', `${formatMinute(paidAt ?? createdAt)} UTC`],
  ]
}

function fact(isThere: boolean, name: string, say: () => string): [string, string][] {
  return isThere ? [[name, say()]] : []
}
