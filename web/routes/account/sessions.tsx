import type { InferResponseType } from 'hono/client'
import { Form, useNavigation } from 'react-router'
import type { Api } from '../../api/client.ts'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMinute } from '../../ui/format-date.ts'
import styles from './account.module.css'
import type { AccountAnswer } from './account-answer.ts'
import { nameDevice } from './name-device.ts'

export type SessionAnswer = InferResponseType<
  Api['api']['account']['sessions']['$get']
>['items'][number]

/** Where the person is signed in. The session they sit in ends by signing out alone. */
export function Sessions({
  sessions,
  answer,
}: {
  sessions: SessionAnswer[]
  answer: AccountAnswer | undefined
}) {
  const sending = useNavigation().formData
  const others = sessions.filter(({ current }) => !current)
  return (
    <section className={styles.card} aria-labelledby="sessions">
      <h2 id="sessions">Where you’re signed in</h2>
      {answer?.error && <FormProblem error={answer.error} />}
      <ul className={styles.sessions}>
        {sessions.map(({ id, current, userAgent, createdAt }) => (
          <li key={id}>
            <div>
              <strong>{nameDevice(userAgent)}</strong>
              <span>
                {current ? 'This device' : 'Signed in'} since{' '}
                <time dateTime={createdAt}>{formatMinute(createdAt)}</time> UTC
              </span>
            </div>
            {!current && (
              <Form method="post" action="/account">
                <input type="hidden" name="intent" value="session" />
                <input type="hidden" name="session" value={id} />
                <Button type="submit" size="small" disabled={sending?.get('session') === id}>
                  Sign out <span className="visually-hidden">{nameDevice(userAgent)}</span>
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Form method="post" action="/account">
          <input type="hidden" name="intent" value="sessions" />
          <Button type="submit" disabled={sending?.get('intent') === 'sessions'}>
            Sign out everywhere else
          </Button>
        </Form>
      )}
      <p>A device that was signed out may show what it has for one more minute.</p>
    </section>
  )
}
