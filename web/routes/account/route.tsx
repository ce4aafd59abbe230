import { data, redirect } from 'react-router'
import { askToSignIn, readFormError } from '../../api/answers.ts'
import { readPerson } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { useVisitor } from '../../shell/visitor.ts'
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
    return data({ error: { message: 'Tick the box first: deleting can’t be undone.' } }, 400)
  const answer = await context.get(apiContext).api.account.$delete()
  if (answer.ok) return redirect('/sign-in?deleted')
  return data({ error: await readFormError(answer, url) }, { status: answer.status })
}

export default function Account({ loaderData: { person }, actionData }: Route.ComponentProps) {
  const { credits } = useVisitor()
  return (
    <Page width="text">
      <PageHeading title="Account" />
      <dl className={styles.person}>
        <div>
          <dt>Name</dt>
          <dd>{person.name}</dd>
        </div>
        <div>
          <dt>E-mail address</dt>
          <dd>{person.email}</dd>
        </div>
      </dl>
      <DeleteAccount
        email={person.email}
        available={credits?.available ?? 0}
        problem={actionData?.error.message}
      />
    </Page>
  )
}
