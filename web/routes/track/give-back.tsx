import { Form, useNavigation } from 'react-router'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { Notice } from '../../ui/notice.tsx'
import type { TrackChange } from './change-track.ts'
import styles from './give-back.module.css'

const OFFERED_DAYS = 7

/**
 * Whether to offer half of the price back: the API decides, this only spares people an offer that it
 * would refuse. `createdAt` is ISO 8601.
 */
export function isWorthOffering(
  { status, createdAt }: { status: string; createdAt: string },
  now: Date,
): boolean {
  const ageDays = (now.getTime() - Date.parse(createdAt)) / 86_400_000
  return status === 'complete' && ageDays < OFFERED_DAYS
}

/** Half of the track's price for whoever didn't get what they wanted, one step away from a mistake. */
export function GiveBack({ change }: { change: TrackChange | undefined }) {
  const isSending = useNavigation().formData?.get('intent') === 'refund'
  if (change?.intent === 'refund' && 'refunded' in change)
    return (
      <p role="status" className={styles.done}>
        {countCredits(change.refunded)} {change.refunded === 1 ? 'is' : 'are'} back on your balance.
        The track stays yours.
      </p>
    )
  const error = change?.intent === 'refund' && 'error' in change ? change.error : undefined
  return (
    <details className={styles.offer} open={error !== undefined}>
      <summary>Not what you wanted? Get half its price back</summary>
      <Form method="post" className={styles.form}>
        {error && <Notice kind="problem">{error.message}</Notice>}
        <p>
          Half of what this track cost comes back to you, rounded up. The track stays in your
          library. You can do this once for each track, within {OFFERED_DAYS} days.
        </p>
        <Button type="submit" name="intent" value="refund" disabled={isSending}>
          {isSending ? 'Giving back…' : 'Give me half back'}
        </Button>
      </Form>
    </details>
  )
}
