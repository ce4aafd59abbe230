import { data, Link, redirect } from 'react-router'
import { askToSignIn, readFormError } from '../../api/answers.ts'
import { readPerson } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { type FormError, postForm } from '../../forms/post-form.ts'
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
import { DeleteAccount } from './delete-account.tsx'

export const meta = () => pageTitle('Account')

export async function loader({ context, url }: Route.LoaderArgs) {
  const person = await readPerson(context.get(apiContext))
  if (person === null) throw askToSignIn(url)
  return { person }
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const form = await request.formData()
  if (form.get('understood') !== 'yes')
    return data<{ error: Pick<FormError, 'message' | 'signIn'> }>(
      { error: { message: 'Tick the box first: deleting can’t be undone.' } },
      400,
    )
  const answer = await context.get(apiContext).api.account.$delete()
  if (answer.ok) return redirect('/sign-in?deleted')
  return data({ error: await readFormError(answer, url) }, { status: answer.status })
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, () => ({}))
}

export default function Account({ loaderData: { person }, actionData }: Route.ComponentProps) {
  const { credits } = useVisitor()
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
      <DeleteAccount
        email={person.email}
        available={credits?.available ?? 0}
        problem={actionData?.error}
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
