import { data, Form, redirect, useNavigation } from 'react-router'
import type { ApiError } from '../../api/answers.ts'
import { mustConfirm, readPerson, signUp } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { readPricing } from '../../api/read-pricing.ts'
import { EmailField, NameField, PasswordField } from '../../forms/auth-fields.tsx'
import { CarriedFields } from '../../forms/carried-fields.tsx'
import { type CarriedSong, isStart, readCarriedSong } from '../../forms/carried-song.ts'
import { keepSong } from '../../forms/kept-song.ts'
import { OtherDoor } from '../../forms/other-door.tsx'
import { postForm } from '../../forms/post-form.ts'
import { readForm } from '../../forms/read-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { sameSitePath } from '../../forms/same-site-path.ts'
import { useAuthChecks } from '../../forms/use-auth-checks.ts'
import { forgetCarriedSong, useCarriedSong } from '../../forms/use-carried-song.ts'
import { useTop } from '../../forms/use-top.ts'
import { WaitingPrompt } from '../../forms/waiting-prompt.tsx'
import { countFreeTracks, sayFirstPrice, sayFreeOffer } from '../../packs/free-offer.ts'
import { AuthCard } from '../../ui/auth-card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import styles from './sign-up.module.css'
import { SignUpButton } from './sign-up-button.tsx'

type Answer = {
  song: CarriedSong | null
  values?: { name: string; email: string }
  error?: ApiError
}

/** The browser posts the form to the studio as well: what it asks for is made at once. */
const POST_ON = 307

export const meta = () => pageTitle('Sign up')

export async function loader({ context, url }: Route.LoaderArgs) {
  const asked = url.searchParams.get('next')
  const next = sameSitePath(asked, '/create')
  const api = context.get(apiContext)
  const [person, pricing, confirmFirst] = await Promise.all([
    readPerson(api),
    readPricing(api, url),
    mustConfirm(api),
  ])
  if (person) throw redirect(next)
  return {
    next,
    isOnTheWay: asked !== null,
    offer: sayFreeOffer(pricing),
    /** What the song costs that is made at once; null where a new account can't pay for one. */
    price: countFreeTracks(pricing) > 0 ? sayFirstPrice(pricing) : null,
    confirmFirst,
    idempotencyKey: crypto.randomUUID(),
  }
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const form = await readForm(request)
  const api = context.get(apiContext)
  const song = readCarriedSong(form)
  if (isStart(form))
    return (await readPerson(api)) ? redirect('/create', POST_ON) : data<Answer>({ song })
  const { name, email, password } = readTexts(form, ['name', 'email', 'password'])
  const problem = await signUp(api, { name, email, password })
  if (problem === null) return goOn(await mustConfirm(api), form, url)
  const { error, status } = problem
  return data<Answer>({ song, values: { name, email }, error }, { status })
}

/** To the song that is made at once, or to the mail that comes first: the song is kept meanwhile. */
function goOn(confirmFirst: boolean, form: FormData, url: URL): Response {
  const song = readCarriedSong(form)
  const next = sameSitePath(form.get('next'), '/create')
  if (!confirmFirst) return song ? redirect('/create', POST_ON) : redirect(next)
  const headers = new Headers()
  const kept = readTexts(form, ['email', 'idempotencyKey'])
  const email = kept.email.trim().toLowerCase()
  for (const cookie of song && kept.idempotencyKey
    ? keepSong({ ...song, ...kept, email }, url)
    : [])
    headers.append('Set-Cookie', cookie)
  return redirect(`/verify?next=${encodeURIComponent(next)}`, { headers })
}

export async function clientAction(post: Route.ClientActionArgs) {
  try {
    return await postForm(post, (form) => ({
      song: readCarriedSong(form),
      values: readTexts(form, ['name', 'email']),
    }))
  } catch (leaving) {
    if (leaving instanceof Response) forgetCarriedSong()
    throw leaving
  }
}

export default function SignUp({ loaderData, actionData }: Route.ComponentProps) {
  const { next, isOnTheWay, offer, price, confirmFirst, idempotencyKey } = loaderData
  const { error, values } = actionData ?? {}
  useTop()
  const song = useCarriedSong(actionData?.song, { keeps: !isOnTheWay })
  const { problems, form } = useAuthChecks(error?.fields, { isNew: true })
  const isSending = useNavigation().formData?.has('password') ?? false
  return (
    <AuthCard
      title="Create your account"
      lead={offer}
      otherwise={
        <>
          Already have an account?{' '}
          <OtherDoor to="/sign-in" next={next} song={song} name="Sign in" />
        </>
      }
    >
      {song && <WaitingPrompt prompt={song.prompt} />}
      <Form method="post" action={`/sign-up?next=${encodeURIComponent(next)}`} {...form}>
        {error && !error.fields && <Notice kind="problem">{error.message}</Notice>}
        <input type="hidden" name="next" value={next} />
        {song && <CarriedFields song={song} />}
        {song && price && <input type="hidden" name="idempotencyKey" value={idempotencyKey} />}
        <NameField given={values?.name} error={problems.name} />
        <EmailField given={values?.email} error={problems.email} />
        <PasswordField isNew error={problems.password} />
        {song && price && confirmFirst && (
          <p className={styles.promise}>
            We’ll make it as soon as you press the link in your mail.
          </p>
        )}
        <SignUpButton price={song && price} isSending={isSending} />
      </Form>
    </AuthCard>
  )
}
