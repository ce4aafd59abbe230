import { setTimeout as sleep } from 'node:timers/promises'

export const PASSWORD = 'let-me-play'
/** Generous, for a busy machine that composes several songs. */
const RENDER_SECONDS_MAX = 300
const MAIL_SECONDS_MAX = 60

/** Somebody of the demo, signed in. */
export type DemoPerson = {
  userId: string
  call(path: string, json?: unknown): Promise<Response>
}

export const emailOf = (name: string) => `${name.toLowerCase()}@example.com`

/** Signs up, and presses the link in the mail. */
export async function signUp(
  { PUBLIC_URL: url, MAIL_BASE_URL }: { PUBLIC_URL: string; MAIL_BASE_URL: string },
  name: string,
): Promise<DemoPerson> {
  const json = { name, email: emailOf(name), password: PASSWORD }
  const answer = await fetch(`${url}/api/auth/sign-up/email`, asPost(json))
  if (!answer.ok) throw new Error(`The demo sign-up of ${name} was answered ${answer.status}.`)
  const { user } = (await answer.json()) as { user: { id: string } }
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const call = (path: string, body?: unknown) =>
    fetch(url + path, body === undefined ? { headers: { cookie } } : asPost(body, { cookie }))
  await fetch(await awaitLink(MAIL_BASE_URL, json.email), { redirect: 'manual' })
  return { userId: user.id, call }
}

async function awaitLink(inbox: string, email: string): Promise<string> {
  const deadline = Date.now() + MAIL_SECONDS_MAX * 1000
  while (Date.now() < deadline) {
    const answer = await fetch(`${inbox}/__admin/messages?to=${encodeURIComponent(email)}`)
    const { items } = (await answer.json()) as { items: { links: string[] }[] }
    const link = items[0]?.links[0]
    if (link) return link
    await sleep(100)
  }
  throw new Error(`No mail came for ${email}.`)
}

export function asPost(json: unknown, headers: Record<string, string> = {}): RequestInit {
  const body = JSON.stringify(json)
  return { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
}

/** Asks for a track, waits until its job has ended, successfully or not, and answers its id. */
export async function makeTrack(
  person: DemoPerson,
  song: Record<string, unknown>,
): Promise<string> {
  const asked = await person.call('/api/tracks', song)
  if (!asked.ok) throw new Error(`The demo track was answered ${asked.status}.`)
  const { track, job } = (await asked.json()) as { track: { id: string }; job: { id: string } }
  const deadline = Date.now() + RENDER_SECONDS_MAX * 1000
  while (Date.now() < deadline) {
    const answer = await person.call(`/api/jobs/${job.id}`)
    const { finishedAt } = (await answer.json()) as { finishedAt?: string }
    if (finishedAt) return track.id
    await sleep(500)
  }
  throw new Error('The demo track was never finished.')
}
