import type { PurchaseAnswer } from '../../../worker/domain/purchases/purchase-answer.ts'
import { describePurchase } from '../../packs/describe-purchase.ts'
import styles from './purchase-status.module.css'

export function PurchaseStatus({ purchase }: { purchase: PurchaseAnswer }) {
  const { status, tone } = describePurchase(purchase)
  return (
    <span className={styles.status} data-tone={tone}>
      {status}
    </span>
  )
}
