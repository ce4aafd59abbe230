import { Form, useNavigation } from 'react-router'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { formatDate } from '../../ui/format-date.ts'
import type { TrackChange } from './change-track.ts'
import styles from './give-back.module.css'

/** Gives half of the track's price back to a person who doesn't like the track, one step away from a mistake. */
export function GiveBack({
  until,
  change,
}: {
  /** ISO 8601; null when nothing can be given back. */
  until: string | null
  change: TrackChange | undefined
}) {
  const isSending = useNavigation().formData?.get('intent') === 'refund'
  if (change?.intent === 'refund' && 'refunded' in change)
    return (
      <p role="status" className={styles.done}>
        {countCredits(change.refunded)} {change.refunded === 1 ? 'is' : 'are'} back on your balance.
        The track stays yours.
      </p>
    )
  if (until === null) return null
  const error = change?.intent === 'refund' && 'error' in change ? change.error : undefined
  return (
    <details className={styles.offer} open={error !== undefined}>
      <summary>Not what you wanted? Get half its price back</summary>
      <Form method="post" className={styles.form}>
        {error && <FormProblem error={error} />}
        <p>
          Half of what this track cost comes back to you, rounded up. The track stays in your
          library. You can do this once for each track; for this one until {formatDate(until)}.
        </p>
        <Button type="submit" name="intent" value="refund" disabled={isSending}>
          {isSending ? 'Giving back…' : 'Give me half back'}
        </Button>
      </Form>
    </details>
  )
}
