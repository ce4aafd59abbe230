import { Form, useNavigation } from 'react-router'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { formatDate } from '../../ui/format-date.ts'
import type { TrackChange } from './change-track.ts'
import styles from './give-back.module.css'

/** Gives half of the track's price back, rounded up, to a person who doesn't like the track. */
export function GiveBack({
  until,
  credits,
  change,
}: {
  /** ISO 8601; null when nothing can be given back. */
  until: string | null
  /** What the track cost. */
  credits: number
  change: TrackChange | undefined
}) {
  const isSending = useNavigation().formData?.get('intent') === 'refund'
  if (change?.intent === 'refund' && 'refunded' in change)
    return (
      <p role="status" className={styles.done}>
        Done. {countCredits(change.refunded)} {change.refunded === 1 ? 'is' : 'are'} back. The track
        is still yours.
      </p>
    )
  if (until === null) return null
  const half = Math.ceil(credits / 2)
  const error = change?.intent === 'refund' && 'error' in change ? change.error : undefined
  return (
    <section aria-labelledby="give-back">
      <h2 id="give-back">Not happy with it?</h2>
      <Form method="post" className={styles.form}>
        {error && <FormProblem error={error} />}
        <p>
          Get {half} of its {countCredits(credits)} back until {formatDate(until)}. You keep the
          track.
        </p>
        <Button type="submit" name="intent" value="refund" size="small" disabled={isSending}>
          {isSending ? 'Giving back…' : `Get ${countCredits(half)} back`}
        </Button>
      </Form>
    </section>
  )
}
