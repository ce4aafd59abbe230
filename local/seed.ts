import pg from 'pg'
import { asPost, type DemoPerson, emailOf, makeTrack, PASSWORD, signUp } from './demo-person.ts'
import { seedExamples } from './seed-examples.ts'
import { FAL_KEY, PORTS, REPLICATE_API_TOKEN } from './settings.ts'

export const DEMO_SIGN_INS = `sign in as ada@example.com (plenty of credits), bo@example.com (none left) or cy@example.com (a failed track whose credits came back), password ${PASSWORD}`

type Settings = Record<'PUBLIC_URL' | 'DATABASE_URL' | 'NEON_ENDPOINT' | 'MAIL_BASE_URL', string>

/**
 * Makes the demo people once, through the API as a person would: SoundFoundry has the examples of the
 * first page, Ada has plenty of credits and a finished song, Bo has none left, Cy has a failed track
 * whose credits came back.
 */
export async function seed(databaseUrl: string, settings: Settings): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // One after the other: hashing passwords takes the Worker's time.
    const studio = await signUpNew(client, settings, 'SoundFoundry')
    const ada = await signUpNew(client, settings, 'Ada')
    const bo = await signUpNew(client, settings, 'Bo')
    await Promise.all([
      studio && seedExamples(studio, settings),
      ada && seedAda(ada, client),
      bo && moveCredits(client, bo, 'adjust', -50, 'Spent in a demo'),
    ])
    // The last: his faults would hit whichever song is submitted next.
    const cy = await signUpNew(client, settings, 'Cy')
    if (cy) await seedCy(cy)
  } finally {
    await client.end()
  }
}

async function seedAda(ada: DemoPerson, client: pg.Client): Promise<void> {
  await moveCredits(client, ada, 'grant', 1_000, 'Plenty to play with')
  const prompt = 'A warm lo-fi tune with soft piano for reading while it rains'
  await makeTrack(ada, {
    prompt,
    title: 'Rain on the Foundry',
    instrumental: true,
    durationSeconds: 45,
  })
}

async function seedCy(cy: DemoPerson): Promise<void> {
  await armFault(PORTS.fal, { key: FAL_KEY, kind: 'submit_500' })
  await armFault(PORTS.replicate, { token: REPLICATE_API_TOKEN, kind: 'create_500' })
  await makeTrack(cy, { prompt: 'A marching band lost in a cave', instrumental: true })
}

async function armFault(port: number, fault: Record<string, string>): Promise<void> {
  const armed = await fetch(`http://127.0.0.1:${port}/__admin/faults`, asPost(fault))
  if (!armed.ok) throw new Error(`A fault for the demo was answered ${armed.status}.`)
}

/** Null for somebody who is there already. */
async function signUpNew(
  client: pg.Client,
  settings: Settings,
  name: string,
): Promise<DemoPerson | null> {
  const { rowCount } = await client.query('select from users where email = $1', [emailOf(name)])
  return rowCount === 0 ? signUp(settings, name) : null
}

async function moveCredits(
  client: pg.Client,
  { userId }: DemoPerson,
  kind: 'grant' | 'adjust',
  credits: number,
  note: string,
): Promise<void> {
  const values = [userId, kind, `seed:${userId}`, credits, note]
  await client.query('select move_credits($1, $2, $3, $4, 0, null, null, $5)', values)
}
