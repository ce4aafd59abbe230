import type { Pool } from 'pg'
import { claimAttempt } from '../../worker/db/attempts.ts'
import { type Db, pgError } from '../../worker/db/client.ts'
import { grantCredits } from '../../worker/db/credits.ts'
import { completeJob } from '../../worker/db/jobs/complete.ts'
import { endJob, failJobs } from '../../worker/db/jobs/end.ts'
import { claimStoring } from '../../worker/db/jobs/store.ts'
import { recordSession, writePurchase } from '../../worker/db/purchases/checkout.ts'
import { readPurchase } from '../../worker/db/purchases/read.ts'
import { writeRequest } from '../../worker/db/track-requests.ts'
import { openAccount, welcome } from '../../worker/db/welcomes.ts'
import { refundTrack } from '../../worker/domain/credits/refund-track.ts'
import { applyPayment } from '../../worker/domain/purchases/apply-payment.ts'
import { draftRequest } from '../../worker/domain/tracks/draft-request.ts'
import { DomainError } from '../../worker/errors.ts'
import { newId } from '../../worker/ids.ts'
import { FREE_CANCELS, OPEN_JOBS_MAX, pick } from './model.ts'
import type { Ending, Operation } from './operations.ts'

const SIGNUP_CREDITS = 50
const SONG = { prompt: 'lo-fi piano for a rainy night', instrumental: true, model: 'auto' } as const

const LIMITS = { daily: null, openJobsMax: OPEN_JOBS_MAX, unpaidMicrosMax: Number.MAX_SAFE_INTEGER }

type Services = { db: Db; pool: Pool }

/** A person in a real database, whose credits the Worker's own statements move. */
export type LedgerPerson = {
  userId: string
  jobs: { jobId: string; trackId: string }[]
  purchases: string[]
}

export async function signUp({ db, pool }: Services): Promise<LedgerPerson> {
  const userId = newId('usr')
  await pool.query('insert into users (id, name, email) values ($1, $1, $1)', [userId])
  await openAndWelcome(db, userId)
  return { userId, jobs: [], purchases: [] }
}

async function openAndWelcome(db: Db, userId: string): Promise<void> {
  await openAccount(db, { userId, networkHash: null, onlyVerified: false })
  const credits = SIGNUP_CREDITS
  await welcome(db, { userId, addressHash: userId, credits, perNetworkAndDay: 1 })
}

/** Applies one operation to a person, as often as it says. */
export async function happen(
  services: Services,
  person: LedgerPerson,
  operation: Operation,
): Promise<void> {
  const { db } = services
  const { userId } = person
  switch (operation.kind) {
    case 'grant': {
      const key = `test:${crypto.randomUUID()}`
      await grantCredits(db, {
        userId,
        credits: operation.credits,
        why: 'A test',
        key,
        actor: 'test',
      })
      break
    }
    case 'open account':
      await openAndWelcome(db, userId)
      break
    case 'request':
      await request(services, person, operation)
      break
    case 'end':
      for (let time = 0; time < operation.times; time += 1)
        await end(services, pick(person.jobs, operation.job), userId, operation.as)
      break
    case 'refund track':
      await refund(services, pick(person.jobs, operation.job), userId)
      break
    case 'buy':
      await buy(services, person, operation)
      break
    case 'news':
      for (let time = 0; time < operation.times; time += 1)
        await hear(services, pick(person.purchases, operation.purchase), operation.payment)
  }
}

async function request(
  { db }: Services,
  person: LedgerPerson,
  { variations, times }: { variations: number; times: number },
): Promise<void> {
  const asked = {
    userId: person.userId,
    song: { ...SONG, variations },
    idempotencyKey: newId('req'),
  }
  for (let time = 0; time < times; time += 1) {
    const drafted = await draftRequest(asked, { now: new Date(), longestTrackSeconds: 300 })
    try {
      await writeRequest(db, drafted, LIMITS)
    } catch (error) {
      if (!['credits_short', 'jobs_open_max'].includes(pgError(error)?.constraint ?? ''))
        throw error
      return
    }
    if (time > 0) continue
    person.jobs.push(
      ...drafted.tracks.map(({ job, track }) => ({ jobId: job.id, trackId: track.id })),
    )
  }
}

async function end(
  { db }: Services,
  job: LedgerPerson['jobs'][0] | undefined,
  userId: string,
  how: Ending,
): Promise<void> {
  if (!job) return
  const { jobId } = job
  const cancel = () => endJob(db, jobId, { status: 'canceled', userId, freeCancels: FREE_CANCELS })
  switch (how) {
    case 'complete':
      return complete(db, jobId)
    case 'canceled late':
      if (await claim(db, jobId)) await cancel()
      return
    case 'canceled':
      await cancel()
      return
    case 'failed':
      await failJobs(db, [jobId], { errorCode: 'timed_out', errorMessage: 'It took too long.' })
  }
}

/** Gives the job its one attempt: of two that come at once, the first. Null for the others. */
async function claim(db: Db, jobId: string): Promise<string | null> {
  const id = jobId.replace('job_', 'att_')
  const engine = { provider: 'fal', endpoint: 'fal-ai/minimax-music/v2.5', costMicros: 0 } as const
  const places = { placesMax: 1_000_000, isPaying: false }
  return (await claimAttempt(db, { id, jobId, number: 1, ...engine, ...places })) && id
}

async function complete(db: Db, jobId: string): Promise<void> {
  const attemptId = await claim(db, jobId)
  if (attemptId === null) return
  const { moved, job } = await claimStoring(db, { id: attemptId, jobId }, 60)
  if (!moved || job === null) return
  const file = (kind: string) => ({
    id: newId('fil'),
    key: `${kind}/${jobId}`,
    contentType: 'audio/mpeg',
    bytes: 1,
    etag: jobId,
  })
  const files = { audio: file('audio'), peaks: file('peaks') }
  const facts = { smallPeaks: Array(64).fill(0), durationSeconds: 1 }
  await completeJob(db, { jobId, attemptId, ...files, ...facts }, job)
}

async function refund(
  { db }: Services,
  job: LedgerPerson['jobs'][0] | undefined,
  userId: string,
): Promise<void> {
  if (!job) return
  await refundTrack({ db }, { userId, trackId: job.trackId }).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
  })
}

async function buy(
  { db }: Services,
  person: LedgerPerson,
  { pack, times }: Extract<Operation, { kind: 'buy' }>,
): Promise<void> {
  const key = newId('req')
  const { id: packId, credits, priceCents, currency } = pack
  for (let time = 0; time < times; time += 1) {
    const ids = { id: newId('pur'), requestId: newId('req'), userId: person.userId }
    const draft = { ...ids, pack: packId, credits, priceCents, currency }
    const written = await writePurchase(db, draft, { key, bodySha256: '' })
    if (written === null) throw new Error('Nobody leaves here')
    const { purchase } = written
    const session = { id: `cs_${purchase.id}`, url: 'https://checkout.stripe.com/pay' }
    await recordSession(db, purchase.id, session)
    if (time === 0) person.purchases.push(purchase.id)
  }
}

async function hear(
  { db }: Services,
  purchaseId: string | undefined,
  payment: Extract<Operation, { kind: 'news' }>['payment'],
): Promise<void> {
  const purchase = purchaseId === undefined ? null : await readPurchase(db, purchaseId)
  if (!purchase) return
  const { id, userId } = purchase
  await applyPayment({ db }, purchase, {
    ...payment,
    // What was charged never changes once it is known.
    paidCents: purchase.paidCents ?? payment.paidCents,
    sessionId: `cs_${id}`,
    paymentIntentId: `pi_${id}`,
    customerId: `cus_${userId}`,
    receiptUrl: null,
    purchaseId: id,
    userId,
  })
}
