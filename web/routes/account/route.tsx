import { Link } from 'react-router'
import { askToSignIn, readAnswer } from '../../api/answers.ts'
import { readPerson } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { postForm } from '../../forms/post-form.ts'
import { readForm } from '../../forms/read-form.ts'
import { LEGAL_PAGES } from '../../legal/legal-pages.ts'
import { ShortcutsSwitch } from '../../player/shortcuts-switch.tsx'
import { SignOutForm } from '../../shell/sign-out-form.tsx'
import { ThemeChoice } from '../../shell/theme-choice.tsx'
import { useVisitor } from '../../shell/visitor.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import styles from './account.module.css'
import { type Intent, readIntent } from './account-answer.ts'
import { changeAccount } from './change-account.ts'
import { ChangeEmail } from './change-email.tsx'
import { ChangePassword } from './change-password.tsx'
import { DeleteAccount } from './delete-account.tsx'
import { Sessions } from './sessions.tsx'

export const meta = () => pageTitle('Account')

export async function loader({ context, url }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  const person = await readPerson(api)
  if (person === null) throw askToSignIn(url)
  const sessions = await readAnswer(await api.api.account.sessions.$get(), url)
  return { person, sessions: sessions.items }
}

export async function action({ context, request, url }: Route.ActionArgs) {
  return changeAccount(context.get(apiContext), await readForm(request), url)
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, (form) => ({ intent: readIntent(form) }))
}

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  const { person, sessions } = loaderData
  const answerOf = (...intents: Intent[]) =>
    actionData && intents.includes(actionData.intent) ? actionData : undefined
  const { confirmFirst, credits } = useVisitor()
  return (
    <Page width="text">
      <PageHeading title="Account" />
      <dl className={styles.person}>
        <div>
          <dt>Artist name</dt>
          <dd dir="auto">{person.name}</dd>
        </div>
        <div>
          <dt>Email</dt>
          <dd>{person.email}</dd>
        </div>
      </dl>
      {confirmFirst && (
        <p className={styles.confirm}>
          Your email isn’t confirmed yet. <Link to="/verify">Get the link again</Link>
        </p>
      )}
      <ChangeEmail answer={answerOf('email')} />
      <ChangePassword answer={answerOf('password')} />
      <section className={styles.card} aria-labelledby="theme">
        <h2 id="theme">Theme</h2>
        <ThemeChoice labelledBy="theme" />
      </section>
      <section className={`${styles.card} needs-script`} aria-labelledby="keyboard">
        <h2 id="keyboard">Keyboard</h2>
        <p>Press ? anywhere to see the shortcuts. Switch them off if you dictate.</p>
        <ShortcutsSwitch />
      </section>
      <section className={styles.card} aria-labelledby="sign-out">
        <h2 id="sign-out">Sign out</h2>
        <p>Your tracks, and what you’re writing, are still here when you come back.</p>
        <SignOutForm>
          <Button type="submit">Sign out</Button>
        </SignOutForm>
      </section>
      <Sessions sessions={sessions} answer={answerOf('session', 'sessions')} />
      <DeleteAccount
        email={person.email}
        available={credits?.available ?? 0}
        problem={answerOf('delete')?.error}
      />
      <nav aria-label="About the studio" className={styles.links}>
        {LEGAL_PAGES.map(({ to, name }) => (
          <Link key={to} to={to}>
            {name}
          </Link>
        ))}
      </nav>
    </Page>
  )
}
