import { data, redirect, useSearchParams } from 'react-router'
import { askToSignIn, readAnswer, readFormError } from '../../api/answers.ts'
import { type Api, apiContext } from '../../api/client.ts'
import { postForm } from '../../forms/post-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { Page } from '../../ui/page.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { ModeLinks } from './mode-links.tsx'
import { orderTrack } from './order-track.ts'
import { quoteOf } from './price.ts'
import { SongForm } from './song-form.tsx'
import { blankSong, readSongValues, type SongValues, sameSong } from './song-values.ts'

export const meta = () => pageTitle('Create')

export async function loader({ context, url }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  const { searchParams } = url
  const values = await readFirstValues(api, url)
  const [models, quote, pricing] = await Promise.all([
    api.api.models.$get(),
    api.api.credits.quote.$get({ query: quoteOf(values) }),
    api.api.pricing.$get(),
  ])
  // A visitor who brings a prompt is most likely new here.
  if (quote.status === 401 && searchParams.has('prompt')) throw askToSignIn(url, '/sign-up')
  const { free } = await readAnswer(pricing, url)
  return {
    price: await readAnswer(quote, url),
    isFree: free !== null,
    secondsMax: free?.durationSecondsMax ?? null,
    models: (await readAnswer(models, url)).items,
    values,
    /** Where the values come from: another source fills the form again. */
    source: `${searchParams.get('again')} ${searchParams.get('prompt')}`,
    idempotencyKey: crypto.randomUUID(),
  }
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const form = await request.formData()
  const values = readSongValues(form)
  const key = String(form.get('idempotencyKey') ?? '')
  const api = context.get(apiContext)
  const answer = await orderTrack(api, values, key)
  if (answer.ok) return redirect(whereToWatch((await answer.json()).tracks))
  const error = await readFormError(answer, url)
  // A key that has made another song is used up; any other makes pressing again harmless.
  const idempotencyKey = error.code === 'conflict' ? crypto.randomUUID() : key
  const quote = await api.api.credits.quote.$get({ query: quoteOf(values) })
  const price = quote.ok ? await quote.json() : null
  return data({ error, values, price, idempotencyKey }, { status: answer.status })
}

/** A form that wasn't taken keeps its key: pressing again makes one song. */
export function clientAction(post: Route.ClientActionArgs) {
  const keep = (form: FormData) => ({
    values: readSongValues(form),
    price: null,
    ...readTexts(form, ['idempotencyKey']),
  })
  return postForm(post, keep, 'Your words are safe.')
}

export default function Create({ loaderData, actionData }: Route.ComponentProps) {
  const isCustom = useSearchParams()[0].get('mode') === 'custom'
  return (
    <Page width={isCustom ? 'full' : 'text'}>
      <PageHeading title="What should it sound like?" aside={<ModeLinks isCustom={isCustom} />} />
      <SongForm
        key={loaderData.source}
        isCustom={isCustom}
        models={loaderData.models}
        values={actionData?.values ?? loaderData.values}
        prices={{
          answered: actionData ? actionData.price : loaderData.price,
          loaded: loaderData.price,
        }}
        isFree={loaderData.isFree}
        secondsMax={loaderData.secondsMax ?? Number.POSITIVE_INFINITY}
        idempotencyKey={actionData?.idempotencyKey ?? loaderData.idempotencyKey}
        error={actionData?.error}
      />
    </Page>
  )
}

/** The person watches one track on its own page, and several in the library. */
function whereToWatch([track, ...others]: { id: string }[]): string {
  return track && others.length === 0 ? `/tracks/${track.id}` : '/library'
}

/** The song of the track named by `again`, or the prompt in the address. */
async function readFirstValues(api: Api, url: URL): Promise<SongValues> {
  const id = url.searchParams.get('again')
  if (id === null) return blankSong(url.searchParams.get('prompt') ?? '')
  return sameSong(await readAnswer(await api.api.tracks[':id'].$get({ param: { id } }), url))
}
