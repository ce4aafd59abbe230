import { Form, Link, useNavigation } from 'react-router'
import type { PackOffer } from '../api/read-pricing.ts'
import { Button } from '../ui/button.tsx'
import { countCredits } from '../ui/count-credits.ts'
import styles from './buy-form.module.css'
import type { StripeFailure } from './buy-pack.ts'

/**
 * The button that leads to a pack's pay page, and beneath it why that failed. Two presses begin one
 * purchase: `pageKey` is new with each page, and a press that failed keeps its key.
 */
export function BuyForm({
  pack: { id, credits },
  pageKey,
  look,
  failure,
}: {
  pack: PackOffer
  pageKey: string
  look: 'primary' | 'secondary'
  failure: StripeFailure | undefined
}) {
  const { formData } = useNavigation()
  const ours = failure?.pack === id ? failure : undefined
  const errorId = `buy-${id}-error`
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="pack" value={id} />
      <input
        type="hidden"
        name="idempotencyKey"
        value={ours?.idempotencyKey ?? `${pageKey}:${id}`}
      />
      <Button
        type="submit"
        look={look}
        disabled={formData !== undefined}
        aria-describedby={ours && errorId}
      >
        {formData?.get('pack') === id ? 'Opening the pay page…' : `Buy ${countCredits(credits)}`}
      </Button>
      {ours && (
        <p id={errorId} role="alert" className={styles.error}>
          {ours.error.message}{' '}
          {ours.error.signIn && <Link to={ours.error.signIn}>Sign in again</Link>}
        </p>
      )}
    </Form>
  )
}
