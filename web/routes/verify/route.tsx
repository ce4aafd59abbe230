import { data, redirect } from 'react-router'
import { type ApiError, readError } from '../../api/answers.ts'
import { mustConfirm, readPerson, sendLinkAgain } from '../../api/auth-api.ts'
import { apiContext } from '../../api/client.ts'
import { readPricing } from '../../api/read-pricing.ts'
import { orderTrack } from '../../composer/order-track.ts'
import { blankSong } from '../../composer/song-values.ts'
import { forgetSong, readKeptSong } from '../../forms/kept-song.ts'
import { postForm } from '../../forms/post-form.ts'
import { readForm } from '../../forms/read-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { sameSitePath } from '../../forms/same-site-path.ts'
import { useTop } from '../../forms/use-top.ts'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { CheckMail } from './check-mail.tsx'
import { Confirmed } from './confirmed.tsx'
import { hasWorked, readOutcome } from './say-outcome.ts'

/** `sentTo`: a link was sent again, if the address waits for one. */
type Answer = { sentTo?: string; error?: ApiError }

export const meta = () => pageTitle('Your email address')

export async function loader({ context, request, url }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  const outcome = readOutcome(url.searchParams.get('is'))
  const next = sameSitePath(url.searchParams.get('next'), '/create')
  const [person, pricing, confirmFirst] = await Promise.all([
    readPerson(api),
    readPricing(api, url),
    mustConfirm(api),
  ])
  if (person === null && outcome === null) throw redirect('/sign-in?next=%2Fverify')
  if (!confirmFirst) throw redirect(next)
  const song = person && readKeptSong(request, person.email)
  return {
    outcome,
    next,
    song: song && { prompt: song.prompt, instrumental: song.instrumental },
    person: person && { email: person.email, isConfirmed: person.emailVerified },
    signupCredits: pricing.free ? 0 : pricing.signupCredits,
  }
}

/** Makes the song that this browser has kept, or sends the link again. */
export async function action({ context, request, url }: Route.ActionArgs) {
  const api = context.get(apiContext)
  const { intent, email } = readTexts(await readForm(request), ['intent', 'email'])
  const person = await readPerson(api)
  if (intent !== 'make') {
    const sentTo = person?.email ?? email
    const problem = await sendLinkAgain(api, sentTo)
    return problem
      ? data<Answer>({ error: problem.error }, problem.status)
      : data<Answer>({ sentTo })
  }
  const song = person && readKeptSong(request, person.email)
  if (!song) throw redirect('/create')
  const { prompt, instrumental, idempotencyKey } = song
  const answer = await orderTrack(api, { ...blankSong(prompt), instrumental }, idempotencyKey)
  if (!answer.ok) return data<Answer>({ error: await readError(answer) }, answer.status)
  const headers = new Headers()
  for (const cookie of forgetSong(url)) headers.append('Set-Cookie', cookie)
  return redirect(`/tracks/${(await answer.json()).track.id}`, { headers })
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, () => ({}))
}

export default function Verify({ loaderData, actionData }: Route.ComponentProps) {
  const { outcome, person } = loaderData
  useTop()
  const isConfirmed = person?.isConfirmed ?? hasWorked(outcome)
  const hasFailed = outcome !== null && !hasWorked(outcome)
  return isConfirmed && !hasFailed ? (
    <Confirmed {...loaderData} error={actionData?.error} />
  ) : (
    <CheckMail {...loaderData} {...actionData} />
  )
}
