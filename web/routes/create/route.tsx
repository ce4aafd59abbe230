import { useEffect, useState } from 'react'
import {
  data,
  redirect,
  type ShouldRevalidateFunctionArgs,
  useLocation,
  useNavigate,
} from 'react-router'
import { readAnswer, readFormError } from '../../api/answers.ts'
import { type Api, apiContext } from '../../api/client.ts'
import { EMPTY_PROMPT } from '../../composer/check-song.ts'
import { Composer } from '../../composer/composer.tsx'
import { isMode } from '../../composer/composer-values.ts'
import { orderTrack } from '../../composer/order-track.ts'
import { blankSong, readSongValues, type SongValues, sameSong } from '../../composer/song-values.ts'
import type { Fill } from '../../composer/use-composer.ts'
import { quoteOf } from '../../composer/use-price.ts'
import { postForm } from '../../forms/post-form.ts'
import { readForm } from '../../forms/read-form.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { cleanAddress, readFragment } from './first-words.ts'

export const meta = () => pageTitle('Create')

export async function loader({ context, url }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  const fill = await readFill(api, url)
  const [models, quote, pricing] = await Promise.all([
    api.api.models.$get(),
    api.api.credits.quote.$get({ query: quoteOf({ ...blankSong(''), ...fill }) }),
    api.api.pricing.$get(),
  ])
  const { free } = await readAnswer(pricing, url)
  return {
    price: await readAnswer(quote, url),
    isFree: free !== null,
    secondsMax: free?.durationSecondsMax ?? null,
    models: (await readAnswer(models, url)).items,
    fill,
    idempotencyKey: crypto.randomUUID(),
  }
}

/** The address loses what the composer has taken from it: that is no reason to load anything. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isCleaned =
    !formMethod &&
    cleanAddress(currentUrl) === nextUrl.pathname + nextUrl.search &&
    currentUrl.search !== nextUrl.search
  return isCleaned ? false : defaultShouldRevalidate
}

/**
 * Makes the tracks. The composer, which stays, hears what is being made; a browser without scripts is
 * sent to where it can be watched. A form without a key fills the composer with its prompt and wishes.
 */
export async function action({ context, request, url }: Route.ActionArgs) {
  const form = await readForm(request)
  const song = readSongValues(form)
  if (!form.has('idempotencyKey')) {
    return { fill: fillOf(song) }
  }
  const api = context.get(apiContext)
  const answer = await orderTrack(api, song, String(form.get('idempotencyKey')))
  if (answer.ok) {
    const { tracks } = await answer.json()
    const made = tracks.map(({ id, title }) => ({ id, title }))
    return form.has('stay') ? data({ made }, { status: 202 }) : redirect(whereToWatch(made))
  }
  const error = await readFormError(answer, url)
  if (song.prompt.trim() === '' && error.fields) error.fields.prompt = EMPTY_PROMPT
  return data({ error, song, mode: form.get('mode') }, { status: answer.status })
}

function fillOf({ prompt, instrumental, bpm, key }: SongValues): Fill {
  return {
    prompt,
    ...(instrumental ? { instrumental } : {}),
    // Only Custom shows these.
    ...(bpm || key ? { bpm, key, mode: 'custom' } : {}),
  }
}

/** A form that wasn't taken keeps its key: pressing again makes one song. */
export function clientAction(post: Route.ClientActionArgs) {
  const keep = (form: FormData) => ({ song: readSongValues(form), mode: form.get('mode') })
  return postForm(post, keep, 'Your words are safe.')
}

export default function Create({ loaderData, actionData }: Route.ComponentProps) {
  const { search } = useLocation()
  const email = useOwner()
  const answered = actionData && 'error' in actionData ? actionData : null
  const mode = answered?.mode ?? new URLSearchParams(search).get('mode')
  const fill = useFill(actionData && 'fill' in actionData ? actionData.fill : loaderData.fill)
  return (
    <Composer
      key={email}
      email={email}
      fill={fill}
      mode={isMode(mode) ? mode : null}
      models={loaderData.models}
      secondsMax={loaderData.secondsMax ?? Number.POSITIVE_INFINITY}
      price={loaderData.price}
      isFree={loaderData.isFree}
      idempotencyKey={loaderData.idempotencyKey}
      answered={answered && { song: answered.song, answer: { error: answered.error } }}
    />
  )
}

/** Whose composer this is. Who was here stays its owner while nobody is known to be signed in. */
function useOwner(): string {
  const { person } = useVisitor()
  const [owner, setOwner] = useState(person?.email ?? '')
  if (person && person.email !== owner) setOwner(person.email)
  return person?.email ?? owner
}

/** What the address or a form brought to begin with. Words stay in no address. */
function useFill(given: Fill | null): Fill | null {
  const location = useLocation()
  const navigate = useNavigate()
  const prompt = readFragment(location.hash)
  useEffect(() => {
    const clean = cleanAddress(new URL(location.pathname + location.search, window.location.href))
    if (clean === location.pathname + location.search && prompt === null) return
    void navigate(clean, { replace: true, preventScrollReset: true })
  }, [location, prompt, navigate])
  const [fragment, setFragment] = useState<Fill | null>(null)
  const [seen, setSeen] = useState(given)
  if (prompt !== null && prompt !== fragment?.prompt) setFragment({ prompt })
  if (given !== seen) {
    setSeen(given)
    setFragment(null)
  }
  return fragment ?? given
}

/** The person watches one track on its own page, and several in the library. */
function whereToWatch([track, ...others]: { id: string }[]): string {
  return track && others.length === 0 ? `/tracks/${track.id}` : '/library'
}

/** The song of the track named by `again`. A prompt comes in no address that a server gets to see. */
async function readFill(api: Api, url: URL): Promise<Fill | null> {
  const id = url.searchParams.get('again')
  if (!id) return null
  const track = await readAnswer(await api.api.tracks[':id'].$get({ param: { id } }), url)
  return { ...sameSong(track), mode: 'custom' }
}
