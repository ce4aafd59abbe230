import { Check, Clock, type LucideIcon, Undo2, X } from 'lucide-react'
import { useEffect } from 'react'
import { useNavigation, useRevalidator } from 'react-router'
import type { PurchaseAnswer } from '../../../worker/domain/purchases/purchase-answer.ts'
import { netCredits } from '../../api/balance.ts'
import { describePurchase, type Tone } from '../../packs/describe-purchase.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './purchase.module.css'
import { useWatchPurchase } from './use-watch-purchase.ts'

const ICONS: Record<Tone, LucideIcon> = { good: Check, waiting: Clock, bad: X, returned: Undo2 }

/** How the purchase stands, and what the person can do now. Keeps asking while a payment is awaited. */
export function PurchaseNews({ purchase, balance }: { purchase: PurchaseAnswer; balance: number }) {
  const isAsking = useWatchPurchase(purchase)
  useFreshHeader(balance)
  const { tone, title, sentence } = describePurchase(purchase)
  const Icon = ICONS[tone]
  return (
    <div className={styles.news} data-tone={tone}>
      <span className={styles.icon} aria-hidden>
        <Icon size={28} />
      </span>
      <div role="status" className={styles.words}>
        <h1>{title}</h1>
        <p>{sentence}</p>
        {purchase.status === 'paid' && (
          <p>
            {balance < 0
              ? `You’re still ${countCredits(-balance)} below zero.`
              : `You have ${countCredits(balance)} now.`}
          </p>
        )}
        {purchase.status === 'pending' && (
          <p>
            {isAsking
              ? 'If you have paid, the credits arrive in a moment.'
              : 'If you have paid, the credits arrive by themselves. You can close this page.'}
          </p>
        )}
      </div>
      <div className={styles.ways}>
        <Ways purchase={purchase} balance={balance} isAsking={isAsking} />
      </div>
    </div>
  )
}

function Ways({
  purchase,
  balance,
  isAsking,
}: {
  purchase: PurchaseAnswer
  balance: number
  isAsking: boolean
}) {
  const { id, status, checkoutUrl } = purchase
  const checkAgain = <CheckAgain id={id} />
  if (status === 'paid')
    return balance < 0 ? (
      <ButtonLink to="/credits#buy">Get credits</ButtonLink>
    ) : (
      <ButtonLink to="/create" look="primary">
        Create a track
      </ButtonLink>
    )
  if (status === 'processing') return checkAgain
  if (status !== 'pending')
    return (
      <ButtonLink to="/credits#buy" look="primary">
        Try again
      </ButtonLink>
    )
  return (
    <>
      {checkoutUrl && (
        <ButtonLink to={checkoutUrl} look="primary">
          Continue to payment
        </ButtonLink>
      )}
      {isAsking ? <noscript>{checkAgain}</noscript> : checkAgain}
    </>
  )
}

/** Ignores a press while the page answers the one before. */
function CheckAgain({ id }: { id: string }) {
  const isChecking = useNavigation().state !== 'idle'
  return (
    <ButtonLink
      to={`/credits/purchases/${id}`}
      aria-disabled={isChecking}
      onClick={(event) => {
        if (isChecking) event.preventDefault()
      }}
    >
      {isChecking ? 'Checking…' : 'Check again'}
    </ButtonLink>
  )
}

/** The header's balance is read at the same time as the purchase, so it may be behind. */
function useFreshHeader(balance: number) {
  const { credits } = useVisitor()
  const { revalidate } = useRevalidator()
  const isBehind = credits !== null && netCredits(credits) !== balance
  useEffect(() => {
    if (isBehind) void revalidate()
  }, [isBehind, revalidate])
}
