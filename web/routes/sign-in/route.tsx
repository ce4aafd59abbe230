import { data, Form, Link, redirect, useNavigation } from 'react-router'
import type { ApiError } from '../../api/answers.ts'
import { readPerson, signIn } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { EmailField, PasswordField } from '../../forms/auth-fields.tsx'
import { CarriedFields } from '../../forms/carried-fields.tsx'
import { type CarriedSong, isStart, readCarriedSong } from '../../forms/carried-song.ts'
import { OtherDoor } from '../../forms/other-door.tsx'
import { postForm } from '../../forms/post-form.ts'
import { readForm } from '../../forms/read-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { sameSitePath } from '../../forms/same-site-path.ts'
import { useAuthChecks } from '../../forms/use-auth-checks.ts'
import { forgetCarriedSong, useCarriedSong } from '../../forms/use-carried-song.ts'
import { useTop } from '../../forms/use-top.ts'
import { WaitingPrompt } from '../../forms/waiting-prompt.tsx'
import { AuthCard } from '../../ui/auth-card.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import styles from './sign-in.module.css'

type Answer = { song: CarriedSong | null; values?: { email: string }; error?: ApiError }

/** The browser posts the form to the studio as well, which fills the composer. */
const POST_ON = 307

export const meta = () => pageTitle('Sign in')

export async function loader({ context, url }: Route.LoaderArgs) {
  const asked = url.searchParams.get('next')
  const next = sameSitePath(asked, '/library')
  if (await readPerson(context.get(apiContext))) throw redirect(next)
  return {
    next,
    isOnTheWay: asked !== null,
    wasDeleted: url.searchParams.has('deleted'),
    wasReset: url.searchParams.has('reset'),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await readForm(request)
  const api = context.get(apiContext)
  const song = readCarriedSong(form)
  if (isStart(form))
    return (await readPerson(api)) ? redirect('/create', POST_ON) : data<Answer>({ song })
  const { email, password } = readTexts(form, ['email', 'password'])
  const problem = await signIn(api, { email, password })
  if (problem === null)
    return song
      ? redirect('/create', POST_ON)
      : redirect(sameSitePath(form.get('next'), '/library'))
  const { error, status } = problem
  return data<Answer>({ song, values: { email }, error }, { status })
}

export async function clientAction(post: Route.ClientActionArgs) {
  try {
    return await postForm(post, (form) => ({
      song: readCarriedSong(form),
      values: readTexts(form, ['email']),
    }))
  } catch (leaving) {
    if (leaving instanceof Response) forgetCarriedSong()
    throw leaving
  }
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { next, isOnTheWay, wasDeleted, wasReset } = loaderData
  const { error, values } = actionData ?? {}
  useTop()
  const song = useCarriedSong(actionData?.song, { keeps: !isOnTheWay && !wasDeleted })
  const { problems, form } = useAuthChecks(error?.fields, { isNew: false })
  const isSending = useNavigation().formData?.has('password') ?? false
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
          New here? <OtherDoor to="/sign-up" next={next} song={song} name="Create an account" />
        </>
      }
    >
      {song && <WaitingPrompt prompt={song.prompt} />}
      <Form method="post" action={`/sign-in?next=${encodeURIComponent(next)}`} {...form}>
        {wasReset && !error && (
          <Notice kind="note">
            Your password is changed, and you’re signed out everywhere. Sign in with the new one.
          </Notice>
        )}
        {error && !error.fields && <Notice kind="problem">{error.message}</Notice>}
        <input type="hidden" name="next" value={next} />
        {song && <CarriedFields song={song} />}
        <EmailField given={values?.email} error={problems.email} />
        <PasswordField error={problems.password} />
        <p className={styles.forgot}>
          <Link to="/forgot-password">Forgot your password?</Link>
        </p>
        <Button type="submit" look="primary" size="large" disabled={isSending}>
          {isSending ? 'Signing in…' : 'Sign in'}
        </Button>
      </Form>
    </AuthCard>
  )
}
