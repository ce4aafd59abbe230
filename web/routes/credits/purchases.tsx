import { Form, Link, useNavigation } from 'react-router'
import type { PurchaseAnswer } from '../../../worker/domain/purchases/purchase-answer.ts'
import { FormProblem } from '../../forms/form-problem.tsx'
import type { StripeFailure } from '../../packs/buy-pack.ts'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { formatDate } from '../../ui/format-date.ts'
import { formatPrice } from '../../ui/format-price.ts'
import styles from './credits.module.css'
import type { Part } from './credits-view.ts'
import { Paging } from './paging.tsx'
import { PurchaseStatus } from './purchase-status.tsx'
import rows from './purchases.module.css'

export function Purchases({
  purchases: { items, nextCursor },
  failure,
}: {
  purchases: Part<PurchaseAnswer>
  failure: StripeFailure | undefined
}) {
  if (items.length === 0) return null
  return (
    <section aria-labelledby="purchases" className={styles.section}>
      <div className={styles.top}>
        <h2 id="purchases">Purchases</h2>
        <BillingForm />
      </div>
      {failure?.pack === '' && (
        <div className={styles.notice}>
          <FormProblem error={failure.error} />
        </div>
      )}
      <ul aria-labelledby="purchases" className={rows.list}>
        {items.map((purchase) => (
          <PurchaseRow key={purchase.id} purchase={purchase} />
        ))}
      </ul>
      <Paging list="purchases" nextCursor={nextCursor} />
    </section>
  )
}

function BillingForm() {
  const isSending = useNavigation().formData?.get('intent') === 'portal'
  return (
    <Form method="post">
      <Button type="submit" name="intent" value="portal" size="small" disabled={isSending}>
        {isSending ? 'Opening…' : 'Invoices and billing details'}
      </Button>
    </Form>
  )
}

function PurchaseRow({ purchase }: { purchase: PurchaseAnswer }) {
  const { id, packName, credits, currency, createdAt, receiptUrl, checkoutUrl } = purchase
  return (
    <li className={rows.row}>
      <div className={rows.pack}>
        <Link to={`/credits/purchases/${id}`} className={rows.name}>
          {packName}, {countCredits(credits)}
        </Link>
        <time dateTime={createdAt}>{formatDate(createdAt)}</time>
      </div>
      <PurchaseStatus purchase={purchase} />
      <p className={rows.money}>
        {formatPrice(purchase.paidCents ?? purchase.priceCents, currency)}
        {listReturns(purchase).map((words) => (
          <small key={words}>{words}</small>
        ))}
      </p>
      <p className={rows.way}>
        {checkoutUrl && <a href={checkoutUrl}>Continue to payment</a>}
        {receiptUrl && (
          <a href={receiptUrl} target="_blank" rel="noopener">
            Receipt
          </a>
        )}
      </p>
    </li>
  )
}

/** The money that was refunded or is disputed, a few words each. */
function listReturns({ refundedCents, disputedCents, currency }: PurchaseAnswer): string[] {
  return [
    ...(refundedCents > 0 ? [`${formatPrice(refundedCents, currency)} refunded`] : []),
    ...(disputedCents > 0 ? [`${formatPrice(disputedCents, currency)} disputed`] : []),
  ]
}
