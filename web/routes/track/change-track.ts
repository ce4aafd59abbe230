import type { Api } from '../../api.ts'
import { type ApiError, readRefusal } from '../answers.ts'
import { readTexts } from '../read-texts.ts'

type Changed = { goTo: string } | { error: ApiError; status: number }

/** Does what the pressed button's `intent` says, and answers where to go on or why it didn't work. */
export async function changeTrack(
  api: Api,
  { form, url, id }: { form: FormData; url: URL; id: string },
): Promise<Changed> {
  const { intent, title, jobId } = readTexts(form, ['intent', 'title', 'jobId'])
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
  return { error: await readRefusal(answer, url), status: answer.status }
}
