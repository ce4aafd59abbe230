import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { FAL_KEY, PORTS, REPLICATE_API_TOKEN } from './settings.ts'

const PASSWORD = 'let-me-play'
const RENDER_SECONDS_MAX = 60

export const DEMO_SIGN_INS = `sign in as ada@example.com (plenty of credits), bo@example.com (none left) or cy@example.com (a failed track whose credits came back), password ${PASSWORD}`

type Session = { userId: string; call(path: string, json?: unknown): Promise<Response> }

/**
 * Makes the demo people once, through the API as a person would: Ada has plenty of credits and a
 * finished song, Bo has none left, Cy has a failed track whose credits came back.
 */
export async function seed(studio: { url: string; databaseUrl: string }): Promise<void> {
  const client = new pg.Client({ connectionString: studio.databaseUrl })
  await client.connect()
  try {
    if (await isNew(client, 'Ada')) await seedAda(studio.url, client)
    if (await isNew(client, 'Bo')) await seedBo(studio.url, client)
    if (await isNew(client, 'Cy')) await seedCy(studio.url)
  } finally {
    await client.end()
  }
}

async function seedAda(url: string, client: pg.Client): Promise<void> {
  const ada = await signUp(url, 'Ada')
  await moveCredits(client, ada, 'grant', 1_000, 'Plenty to play with')
  const prompt = 'A warm lo-fi tune with soft piano for reading while it rains'
  await makeTrack(ada, {
    prompt,
    title: 'Rain on the Foundry',
    instrumental: true,
    durationSeconds: 45,
  })
}

async function seedBo(url: string, client: pg.Client): Promise<void> {
  const bo = await signUp(url, 'Bo')
  await moveCredits(client, bo, 'adjust', -50, 'Spent in a demo')
}

async function seedCy(url: string): Promise<void> {
  const cy = await signUp(url, 'Cy')
  await armFault(PORTS.fal, { key: FAL_KEY, kind: 'submit_500' })
  await armFault(PORTS.replicate, { token: REPLICATE_API_TOKEN, kind: 'create_500' })
  await makeTrack(cy, { prompt: 'A marching band lost in a cave', instrumental: true })
}

async function armFault(port: number, fault: Record<string, string>): Promise<void> {
  const armed = await fetch(`http://127.0.0.1:${port}/__admin/faults`, asPost(fault))
  if (!armed.ok) throw new Error(`A fault for the demo was answered ${armed.status}.`)
}

async function isNew(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from users where email = $1', [emailOf(name)])
  return rowCount === 0
}

const emailOf = (name: string) => `${name.toLowerCase()}@example.com`

async function signUp(url: string, name: string): Promise<Session> {
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
  return { userId: user.id, call }
}

function asPost(json: unknown, headers: Record<string, string> = {}): RequestInit {
  const body = JSON.stringify(json)
  return { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
}

async function moveCredits(
  client: pg.Client,
  { userId }: Session,
  kind: 'grant' | 'adjust',
  credits: number,
  note: string,
): Promise<void> {
  const values = [userId, kind, `seed:${userId}`, credits, note]
  await client.query('select move_credits($1, $2, $3, $4, 0, null, null, $5)', values)
}

/** Asks for a track and waits until its job has ended, successfully or not. */
async function makeTrack(session: Session, song: Record<string, unknown>): Promise<void> {
  const asked = await session.call('/api/tracks', song)
  const { job } = (await asked.json()) as { job: { id: string } }
  const deadline = Date.now() + RENDER_SECONDS_MAX * 1000
  while (Date.now() < deadline) {
    const answer = await session.call(`/api/jobs/${job.id}`)
    const { finishedAt } = (await answer.json()) as { finishedAt?: string }
    if (finishedAt) return
    await sleep(250)
  }
  throw new Error('The demo track was never finished.')
}
