import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Replicate, { type ApiError, type Prediction } from 'replicate'
import { expect, onTestFinished } from 'vitest'
import { startReplicate } from '../../stand-ins/replicate/replicate-server.ts'
import { openReplicateAccount, type SignedPrediction } from '../harness/replicate-account.ts'

export const SONG = 'minimax/music-1.5'
export const SONG_INPUT = {
  prompt: 'dreamy synth pop at night',
  lyrics: 'City lights are calling me home tonight',
}
export const COMPLETED = ['completed' as const]
export const HOOK = 'http://studio.test/hook?attempt=att_1&mac=ab%2Bc'

type StartOptions = Partial<Parameters<typeof startReplicate>[0]>

export type TestReplicate = Awaited<ReturnType<typeof startTestReplicate>>

/**
 * Starts a stand-in on an empty folder, with a real client and an account of its own that holds its
 * webhooks. All of it ends with the test.
 */
export async function startTestReplicate({
  hold = true,
  ...options
}: StartOptions & { hold?: boolean } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'replicate-test-'))
  let server = await startReplicate({ folder, renderSeconds: 0, ...options })
  onTestFinished(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })
  const token = `local-${randomUUID()}`
  await openReplicateAccount(server.url, token).settings({ hold })
  return {
    get url() {
      return server.url
    },
    token,
    get client() {
      return clientFor(server.url, token)
    },
    get account() {
      return openReplicateAccount(server.url, token)
    },
    /** The local form of one of Replicate's addresses. */
    local: (address: unknown) => String(address).replace('https://', `${server.url}/`),
    /** Stops it and starts it again on the same folder, at another port. */
    async restart(again: StartOptions = {}) {
      await server.close()
      server = await startReplicate({ folder, renderSeconds: 0, ...options, ...again })
    },
  }
}

/** The unmodified client; only its base address is ours. */
export function clientFor(url: string, auth: string, fetchOverride: typeof fetch = fetch) {
  return new Replicate({
    auth,
    baseUrl: `${url}/v1`,
    fetch: fetchOverride,
    useFileOutput: false,
  })
}

type Creation = Partial<Parameters<Replicate['predictions']['create']>[0]>

export function create({ client }: Pick<TestReplicate, 'client'>, more: Creation = {}) {
  // `more` may name another model, but never a version.
  const options = { model: SONG, input: SONG_INPUT, ...more } as { model: string; input: object }
  return client.predictions.create(options)
}

/** A prediction that has ended by the time it is answered. */
export async function created(replicate: TestReplicate, more: Creation = {}): Promise<Prediction> {
  return await replicate.client.predictions.get((await create(replicate, more)).id)
}

/** The status, headers and body with which a request was refused. */
export async function refusalOf(promise: Promise<unknown>) {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toMatchObject({ name: 'ApiError', response: expect.any(Response) })
  const { message, response } = failure as ApiError // just checked
  const body: unknown = JSON.parse(
    message.slice(message.indexOf('{'), message.lastIndexOf('}') + 1),
  )
  return { status: response.status, headers: response.headers, body }
}

/** What waits in the outbox: event, status and output of each webhook, oldest first. */
export async function outboxOf({ account }: TestReplicate): Promise<[string, string, unknown][]> {
  return (await account.outbox()).map(({ event, body }) => {
    const prediction: Prediction = JSON.parse(body)
    return [event, prediction.status, prediction.output]
  })
}

/** Throws unless exactly one webhook waits in the outbox. */
export async function onlyItem({ account }: TestReplicate): Promise<SignedPrediction> {
  const [item, ...more] = await account.outbox()
  if (!item || more.length > 0) throw new Error('there is not exactly one webhook')
  return item
}
