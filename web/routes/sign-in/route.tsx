import { data, Form, Link, redirect, useNavigation } from 'react-router'
import { readPerson, signIn } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { EmailField, PasswordField } from '../../forms/auth-fields.tsx'
import { postForm } from '../../forms/post-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { sameSitePath } from '../../forms/same-site-path.ts'
import { AuthCard } from '../../ui/auth-card.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'

export const meta = () => pageTitle('Sign in')

export async function loader({ context, url }: Route.LoaderArgs) {
  const next = sameSitePath(url.searchParams.get('next'), '/library')
  if (await readPerson(context.get(apiContext))) throw redirect(next)
  return { next, wasDeleted: url.searchParams.has('deleted') }
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData()
  const { email, password } = readTexts(form, ['email', 'password'])
  const problem = await signIn(context.get(apiContext), { email, password })
  if (problem === null) return redirect(sameSitePath(form.get('next'), '/library'))
  return data({ error: problem.error, values: { email } }, { status: problem.status })
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, (form) => ({ values: readTexts(form, ['email']) }))
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { next, wasDeleted } = loaderData
  const { error, values } = actionData ?? {}
  const isSending = useNavigation().formAction?.startsWith('/sign-in') ?? false
  return (
    <AuthCard
      title={wasDeleted ? 'Goodbye' : 'Welcome back'}
      lead={
        wasDeleted
          ? 'Your account is deleted. What was yours is being erased now.'
          : 'Sign in to your studio.'
      }
      otherwise={
        <>
          New here? <Link to={`/sign-up?next=${encodeURIComponent(next)}`}>Create an account</Link>
        </>
      }
    >
      <Form method="post" action={`/sign-in?next=${encodeURIComponent(next)}`}>
        {error && !error.fields && <Notice kind="problem">{error.message}</Notice>}
        <input type="hidden" name="next" value={next} />
        <EmailField given={values?.email} error={error?.fields?.email} />
        <PasswordField error={error?.fields?.password} />
        <Button type="submit" look="primary" size="large" disabled={isSending}>
          {isSending ? 'Signing in…' : 'Sign in'}
        </Button>
      </Form>
    </AuthCard>
  )
}
