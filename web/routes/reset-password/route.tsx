import { data, Form, Link, redirect, useNavigation } from 'react-router'
import type { ApiError } from '../../api/answers.ts'
import { resetPassword } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { PasswordField } from '../../forms/auth-fields.tsx'
import { postForm } from '../../forms/post-form.ts'
import { readForm } from '../../forms/read-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { useAuthChecks } from '../../forms/use-auth-checks.ts'
import { useTop } from '../../forms/use-top.ts'
import { AuthCard } from '../../ui/auth-card.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'

export const meta = () => pageTitle('Choose a new password')

/** The address holds what opens the account: it is kept nowhere and told nobody. */
export const headers = () => ({
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'no-referrer',
})

export function loader({ url }: Route.LoaderArgs) {
  return { token: url.searchParams.get('token') ?? '' }
}

export async function action({ context, request }: Route.ActionArgs) {
  const asked = readTexts(await readForm(request), ['token', 'newPassword'])
  const problem = await resetPassword(context.get(apiContext), asked)
  if (problem === null) return redirect('/sign-in?reset')
  return data<{ error: ApiError }>({ error: problem.error }, problem.status)
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, () => ({}))
}

export default function ResetPassword({ loaderData, actionData }: Route.ComponentProps) {
  const { token } = loaderData
  const error = actionData?.error
  useTop()
  const { problems, form } = useAuthChecks(error?.fields, { isNew: true })
  const isSending = useNavigation().formData?.has('newPassword') ?? false
  const isUseless = token === '' || error?.fields?.token !== undefined
  return (
    <AuthCard
      title="Choose a new password"
      lead="You’ll be signed out everywhere, and sign in with it."
      otherwise={<Link to="/sign-in">Back to sign in</Link>}
    >
      {isUseless ? (
        <Notice kind="problem">
          {error?.fields?.token ?? 'Part of this link is missing.'}{' '}
          <Link to="/forgot-password">Get a new link</Link>
        </Notice>
      ) : (
        <Form method="post" action="/reset-password" {...form}>
          {error && !error.fields && <Notice kind="problem">{error.message}</Notice>}
          <input type="hidden" name="token" value={token} />
          <PasswordField
            label="New password"
            name="newPassword"
            isNew
            error={problems.newPassword}
          />
          <Button type="submit" look="primary" size="large" disabled={isSending}>
            {isSending ? 'Changing it…' : 'Change password'}
          </Button>
        </Form>
      )}
    </AuthCard>
  )
}
