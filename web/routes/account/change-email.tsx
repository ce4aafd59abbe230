import { Form, useNavigation } from 'react-router'
import { EmailField, PasswordField } from '../../forms/auth-fields.tsx'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useAuthChecks } from '../../forms/use-auth-checks.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './account.module.css'
import type { AccountAnswer } from './account-answer.ts'

/** The new address gets a link, which says nothing of whether somebody has it. */
export function ChangeEmail({ answer }: { answer: AccountAnswer | undefined }) {
  const error = answer?.error
  const { problems, form } = useAuthChecks(error?.fields, { isNew: false })
  const isSending = useNavigation().formData?.get('intent') === 'email'
  return (
    <section className={styles.card} aria-labelledby="email">
      <h2 id="email">Email</h2>
      {answer?.sentTo && (
        <Notice kind="note">
          If <bdi>{answer.sentTo}</bdi> can be yours, a link is on its way there. Press it to change
          your address.
        </Notice>
      )}
      <details className={styles.step} open={error !== undefined}>
        <summary data-plain>Change your email…</summary>
        <Form method="post" action="/account" className={styles.fields} {...form}>
          {error && !error.fields && <FormProblem error={error} />}
          <input type="hidden" name="intent" value="email" />
          <EmailField
            label="New email"
            name="newEmail"
            given={answer?.values?.newEmail}
            error={problems.newEmail}
          />
          <PasswordField error={problems.password} />
          <Button type="submit" disabled={isSending}>
            {isSending ? 'Sending…' : 'Send a link there'}
          </Button>
        </Form>
      </details>
    </section>
  )
}
