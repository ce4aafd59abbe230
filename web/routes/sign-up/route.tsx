import { data, Form, redirect, useNavigation } from 'react-router'
import type { ApiError } from '../../api/answers.ts'
import { readPerson, signUp } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { readPricing } from '../../api/read-pricing.ts'
import { EmailField, NameField, PasswordField } from '../../forms/auth-fields.tsx'
import { CarriedFields } from '../../forms/carried-fields.tsx'
import { type CarriedSong, isStart, readCarriedSong } from '../../forms/carried-song.ts'
import { OtherDoor } from '../../forms/other-door.tsx'
import { postForm } from '../../forms/post-form.ts'
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
  const [person, pricing] = await Promise.all([readPerson(api), readPricing(api, url)])
  if (person) throw redirect(next)
  return {
    next,
    isOnTheWay: asked !== null,
    offer: sayFreeOffer(pricing),
    /** What the song costs that is made at once; null where a new account can't pay for one. */
    price: countFreeTracks(pricing) > 0 ? sayFirstPrice(pricing) : null,
    idempotencyKey: crypto.randomUUID(),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData()
  const api = context.get(apiContext)
  const song = readCarriedSong(form)
  if (isStart(form))
    return (await readPerson(api)) ? redirect('/create', POST_ON) : data<Answer>({ song })
  const { name, email, password } = readTexts(form, ['name', 'email', 'password'])
  const problem = await signUp(api, { name, email, password })
  if (problem === null)
    return song ? redirect('/create', POST_ON) : redirect(sameSitePath(form.get('next'), '/create'))
  const { error, status } = problem
  return data<Answer>({ song, values: { name, email }, error }, { status })
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
  const { next, isOnTheWay, offer, price, idempotencyKey } = loaderData
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
        <SignUpButton price={song && price} isSending={isSending} />
      </Form>
    </AuthCard>
  )
}
