import { useEffect } from 'react'
import { Form, useNavigation } from 'react-router'
import { forgetDrafts } from '../../composer/draft.ts'
import { PasswordField } from '../../forms/auth-fields.tsx'
import { FormProblem } from '../../forms/form-problem.tsx'
import type { FormError } from '../../forms/post-form.ts'
import { useAuthChecks } from '../../forms/use-auth-checks.ts'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './account.module.css'

/** Deletes the account, two steps away from a mistake. */
export function DeleteAccount({
  email,
  available,
  problem,
}: {
  email: string
  /** Whole credits that are lost. */
  available: number
  problem: Pick<FormError, 'message' | 'signIn' | 'fields'> | undefined
}) {
  const { formData, location } = useNavigation()
  const { problems, form } = useAuthChecks(problem?.fields, { isNew: false })
  const isSending = formData?.get('intent') === 'delete'
  const isDeleted = isSending && location?.pathname === '/sign-in'
  useEffect(() => {
    if (isDeleted) forgetDrafts(email)
  }, [isDeleted, email])
  return (
    <section className={styles.card} aria-labelledby="leaving">
      <h2 id="leaving">Delete your account</h2>
      <p>
        This deletes your tracks, prompts, lyrics, name and email for good and stops anything being
        made.{available > 0 && ` You lose ${countCredits(available, 'unused')}.`} We keep payment
        records, without your name.
      </p>
      <details className={styles.step} open={problem !== undefined}>
        <summary>Delete this account…</summary>
        <Form
          method="post"
          action="/account"
          className={styles.fields}
          {...form}
          noValidate={false}
        >
          {problem && !problem.fields && <FormProblem error={problem} />}
          <input type="hidden" name="intent" value="delete" />
          <PasswordField error={problems.password} />
          <label className={styles.understood}>
            <input type="checkbox" name="understood" value="yes" required />
            <span>I understand this can’t be undone.</span>
          </label>
          <Button type="submit" look="danger" disabled={isSending}>
            {isSending ? 'Deleting…' : 'Delete everything'}
          </Button>
        </Form>
      </details>
    </section>
  )
}
