import { useEffect } from 'react'
import { Form, useNavigation } from 'react-router'
import { forgetDrafts } from '../../composer/draft.ts'
import { usePlayer } from '../../player/player-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './account.module.css'

/** Deletes the account, two steps away from a mistake. */
export function DeleteAccount({
  email,
  available,
  problem,
}: {
  email: string
  /** Whole credits that lapse. */
  available: number
  problem: string | undefined
}) {
  const { stop } = usePlayer()
  const { formAction, location } = useNavigation()
  const isSending = formAction === '/account'
  const isDeleted = isSending && location?.pathname === '/sign-in'
  useEffect(() => {
    if (isDeleted) forgetDrafts(email)
  }, [isDeleted, email])
  return (
    <section className={styles.leaving} aria-labelledby="leaving">
      <h2 id="leaving">Delete your account</h2>
      <p>
        Your tracks, your prompts and lyrics, your name and your address are erased for good, and
        renders that are under way are stopped.
        {available > 0 && ` ${countCredits(available)} on your balance will lapse.`} What you paid
        stays in our books, without your name.
      </p>
      <details className={styles.step} open={problem !== undefined}>
        <summary>Delete this account…</summary>
        <Form method="post" action="/account" className={styles.form} onSubmit={stop}>
          {problem && <Notice kind="problem">{problem}</Notice>}
          <label className={styles.understood}>
            <input type="checkbox" name="understood" value="yes" required />
            <span>I understand that nobody can bring any of it back.</span>
          </label>
          <Button type="submit" look="danger" disabled={isSending}>
            {isSending ? 'Deleting…' : 'Delete everything'}
          </Button>
        </Form>
      </details>
    </section>
  )
}
