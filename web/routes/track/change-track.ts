import { readFormError } from '../../api/answers.ts'
import type { Api } from '../../api/client.ts'
import type { FormError } from '../../forms/post-form.ts'
import { readTexts } from '../../forms/read-texts.ts'

/** What the page itself shows after a form: an error, or the credits that came back. */
export type TrackChange = { intent: string } & ({ error: FormError } | { refunded: number })

type Changed = { goTo: string } | (TrackChange & { status: number })

/** Does what the pressed button's `intent` says. Answers where to go next, or what the page shows. */
export async function changeTrack(
  api: Api,
  { form, url, id }: { form: FormData; url: URL; id: string },
): Promise<Changed> {
  const { intent, title, jobId } = readTexts(form, ['intent', 'title', 'jobId'])
  if (intent === 'refund') return refundTrack(api, { url, id })
  if (intent === 'retry') return retryTrack(api, { url, id })
  const track = api.api.tracks[':id']
  const here = `/tracks/${id}`
  const change = async () => {
    if (intent === 'cancel') return api.api.jobs[':id'].cancel.$post({ param: { id: jobId } })
    if (intent === 'trash') return track.$delete({ param: { id } })
    if (intent === 'restore') return track.restore.$post({ param: { id } })
    return track.$patch({ param: { id }, json: { title } })
  }
  const answer = await change()
  if (answer.ok) return { goTo: intent === 'trash' ? '/library' : here }
  return { intent, error: await readFormError(answer, url), status: answer.status }
}

async function retryTrack(api: Api, { url, id }: { url: URL; id: string }): Promise<Changed> {
  const intent = 'retry'
  const answer = await api.api.tracks[':id'].retry.$post({ param: { id } })
  if (!answer.ok) return { intent, error: await readFormError(answer, url), status: answer.status }
  return { goTo: `/tracks/${(await answer.json()).track.id}` }
}

async function refundTrack(api: Api, { url, id }: { url: URL; id: string }): Promise<Changed> {
  const intent = 'refund'
  const answer = await api.api.tracks[':id'].refund.$post({ param: { id } })
  if (!answer.ok) return { intent, error: await readFormError(answer, url), status: answer.status }
  return { intent, refunded: (await answer.json()).refunded, status: 200 }
}
