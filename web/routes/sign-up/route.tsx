import { data, Form, Link, redirect, useNavigation } from 'react-router'
import { readPerson, signUp } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { readPricing } from '../../api/read-pricing.ts'
import { EmailField, PasswordField } from '../../forms/auth-fields.tsx'
import { postForm } from '../../forms/post-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { sameSitePath } from '../../forms/same-site-path.ts'
import { sayFreeOffer } from '../../packs/free-offer.ts'
import { AuthCard } from '../../ui/auth-card.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import styles from './sign-up.module.css'

export const meta = () => pageTitle('Sign up')

export async function loader({ context, url }: Route.LoaderArgs) {
  const next = sameSitePath(url.searchParams.get('next'), '/create')
  const api = context.get(apiContext)
  const [person, pricing] = await Promise.all([readPerson(api), readPricing(api, url)])
  if (person) throw redirect(next)
  return { next, prompt: promptIn(next), offer: sayFreeOffer(pricing) }
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData()
  const { name, email, password } = readTexts(form, ['name', 'email', 'password'])
  const problem = await signUp(context.get(apiContext), { name, email, password })
  if (problem === null) return redirect(sameSitePath(form.get('next'), '/create'))
  return data({ error: problem.error, values: { name, email } }, { status: problem.status })
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, (form) => ({ values: readTexts(form, ['name', 'email']) }))
}

export default function SignUp({ loaderData, actionData }: Route.ComponentProps) {
  const { next, prompt, offer } = loaderData
  const { error, values } = actionData ?? {}
  const isSending = useNavigation().formAction?.startsWith('/sign-up') ?? false
  return (
    <AuthCard
      title="Create your account"
      lead={offer}
      otherwise={
        <>
          Have an account already?{' '}
          <Link to={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in</Link>
        </>
      }
    >
      {prompt && (
        <figure className={styles.prompt}>
          <figcaption>Your prompt is waiting</figcaption>
          <blockquote>{prompt}</blockquote>
        </figure>
      )}
      <Form method="post" action={`/sign-up?next=${encodeURIComponent(next)}`}>
        {error && !error.fields && <Notice kind="problem">{error.message}</Notice>}
        <input type="hidden" name="next" value={next} />
        <Field label="Name" error={error?.fields?.name}>
          {(control) => (
            <input
              {...control}
              name="name"
              autoComplete="name"
              required
              maxLength={80}
              defaultValue={values?.name}
            />
          )}
        </Field>
        <EmailField given={values?.email} error={error?.fields?.email} />
        <PasswordField isNew error={error?.fields?.password} />
        <Button type="submit" look="primary" size="large" disabled={isSending}>
          {isSending ? 'Creating your account…' : 'Create account'}
        </Button>
      </Form>
    </AuthCard>
  )
}

/** The prompt that the visitor wrote on the landing page. */
function promptIn(next: string): string | null {
  return new URL(next, 'http://here.invalid').searchParams.get('prompt')
}
