import { Form, useNavigation } from 'react-router'
import { PasswordField } from '../../forms/auth-fields.tsx'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useAuthChecks } from '../../forms/use-auth-checks.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './account.module.css'
import type { AccountAnswer } from './account-answer.ts'

export function ChangePassword({ answer }: { answer: AccountAnswer | undefined }) {
  const error = answer?.error
  const { problems, form } = useAuthChecks(error?.fields, { isNew: false })
  const isSending = useNavigation().formData?.get('intent') === 'password'
  const isChanged = answer !== undefined && !error
  return (
    <section className={styles.card} aria-labelledby="password">
      <h2 id="password">Password</h2>
      {isChanged && (
        <Notice kind="note">Your password is changed. Other devices are signed out.</Notice>
      )}
      <details className={styles.step} open={error !== undefined}>
        <summary data-plain>Change your password…</summary>
        {/* Empty again once it has worked. */}
        <Form
          key={String(isChanged)}
          method="post"
          action="/account"
          className={styles.fields}
          {...form}
        >
          {error && !error.fields && <FormProblem error={error} />}
          <input type="hidden" name="intent" value="password" />
          <PasswordField
            label="Current password"
            name="currentPassword"
            error={problems.currentPassword}
          />
          <PasswordField
            label="New password"
            name="newPassword"
            isNew
            error={problems.newPassword}
          />
          <Button type="submit" disabled={isSending}>
            {isSending ? 'Changing it…' : 'Change password'}
          </Button>
        </Form>
      </details>
    </section>
  )
}
