import { data, Form, Link, useNavigation } from 'react-router'
import type { ApiError } from '../../api/answers.ts'
import { askForReset } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { EmailField } from '../../forms/auth-fields.tsx'
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

type Answer = { email: string; error?: ApiError }

export const meta = () => pageTitle('Forgot your password?')

export async function action({ context, request }: Route.ActionArgs) {
  const { email } = readTexts(await readForm(request), ['email'])
  const problem = await askForReset(context.get(apiContext), email)
  if (problem === null) return data<Answer>({ email })
  return data<Answer>({ email, error: problem.error }, problem.status)
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, (form) => readTexts(form, ['email']))
}

export default function ForgotPassword({ actionData }: Route.ComponentProps) {
  const { email, error } = actionData ?? {}
  useTop()
  const { problems, form } = useAuthChecks(error?.fields, { isNew: false })
  const isSending = useNavigation().formAction === '/forgot-password'
  const isSent = email !== undefined && !error
  return (
    <AuthCard
      title={isSent ? 'Check your mail' : 'Forgot your password?'}
      lead={
        isSent ? (
          <>
            If <bdi>{email}</bdi> has an account, a link is on its way there. It works once, for 30
            minutes.
          </>
        ) : (
          'We’ll mail you a link to choose a new one.'
        )
      }
      otherwise={<Link to="/sign-in">Back to sign in</Link>}
    >
      <Form method="post" action="/forgot-password" {...form}>
        {error && !error.fields && <Notice kind="problem">{error.message}</Notice>}
        <EmailField given={email} error={problems.email} />
        <Button
          type="submit"
          look={isSent ? 'secondary' : 'primary'}
          size="large"
          disabled={isSending}
        >
          {isSending ? 'Sending…' : isSent ? 'Send another link' : 'Mail me a link'}
        </Button>
      </Form>
    </AuthCard>
  )
}
