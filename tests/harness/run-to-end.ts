import { openRedis } from '../../worker/cache/redis.ts'
import { parseEnv } from '../../worker/env.ts'
import type { Message } from '../../worker/messages/message.ts'
import type { HeldMessage } from './held-queue.ts'
import { QUEUES } from './queues.ts'
import type { Studio } from './studio.ts'

/** Messages that are due within this time are delivered now. */
const STEP_SECONDS = 60
/** Longer than any deadline. */
const STEPS_MAX = 30
/** FAL itself retries for an hour. After this many refusals a webhook counts as lost. */
const DELIVERIES_MAX = 3

/** The moments of a song's life, in order; each may come again when a provider is changed. */
export type Moment = 'requested' | 'submitted' | 'rendering' | 'webhook' | 'finishing'

export type World = {
  /** Is called around what happens at a moment. */
  around?: (moment: Moment, happen: () => Promise<void>) => Promise<void>
  /** Until then no webhook arrives. */
  webhooksAfterMinutes?: number
}

/**
 * Lets everything happen that happens by itself once a song was requested, until nothing is left to do
 * for it: messages arrive, providers render and send their webhooks (again, until the Worker takes
 * them), a minute passes and cron runs. Throws when that never ends.
 */
export async function runToEnd(
  studio: Studio,
  jobId: string,
  { around = (_, happen) => happen(), webhooksAfterMinutes = 0 }: World = {},
): Promise<void> {
  const refusals = new Map<string, number>()
  const deliver = (moment: Moment, kind: Message['kind']) =>
    isDue(studio, kind) ? around(moment, () => deliverDue(studio, kind)) : undefined
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await deliver('submitted', 'submit')
    await deliver('rendering', 'watch')
    await finishRenders(studio)
    const due = step < webhooksAfterMinutes ? [] : await listDue(studio)
    if (due.length > 0)
      await around('webhook', async () => {
        for (const webhook of due) await send(studio, webhook, refusals)
      })
    await deliver('finishing', 'finish')
    await deliverDue(studio, 'stop')
    // What is heard in the song changes nothing of its job.
    studio.measures.reset()
    const isOver = step >= webhooksAfterMinutes && (await hasEnded(studio, jobId))
    await passMinute(studio, jobId)
    if (isOver) return
    await studio.cron()
  }
  throw new Error(`Job ${jobId} never ended`)
}

const queuesOf = (studio: Studio) => QUEUES.map((name) => ({ name, held: studio[name].held }))

const dueOf = (held: HeldMessage[], kind: Message['kind']) =>
  held.filter(({ body, delaySeconds }) => body.kind === kind && delaySeconds < STEP_SECONDS)

const isDue = (studio: Studio, kind: Message['kind']) =>
  queuesOf(studio).some(({ held }) => dueOf(held, kind).length > 0)

async function deliverDue(studio: Studio, kind: Message['kind']): Promise<void> {
  for (const { name, held } of queuesOf(studio)) {
    const due = dueOf(held, kind)
    held.splice(0, held.length, ...held.filter((message) => !due.includes(message)))
    if (due.length > 0) await studio.deliver(due, name)
  }
}

/** Every render that is under way comes to its end. */
async function finishRenders({ fal, replicate }: Studio): Promise<void> {
  for (const { id, status } of await fal.requests())
    if (status !== 'COMPLETED') await fal.complete(id)
  for (const { id, status } of await replicate.predictions())
    if (status === 'starting' || status === 'processing') await replicate.complete(id)
}

/** Every webhook that is due, with the account that sends it. */
async function listDue({ fal, replicate }: Studio) {
  const lists = [fal, replicate].map(async (sender) =>
    (await sender.outbox()).map((webhook) => ({ sender, webhook })),
  )
  return (await Promise.all(lists)).flat()
}

/** Hands a webhook to the Worker; one that it refuses stays due for a while. */
async function send(
  studio: Studio,
  { sender, webhook }: Awaited<ReturnType<typeof listDue>>[number],
  refusals: Map<string, number>,
): Promise<void> {
  const { ok } = await studio.receive(webhook)
  const refused = (refusals.get(webhook.id) ?? 0) + 1
  refusals.set(webhook.id, refused)
  if (ok || refused === DELIVERIES_MAX) await sender.takeOut(webhook.id)
}

async function hasEnded(studio: Studio, jobId: string): Promise<boolean> {
  if (queuesOf(studio).some(({ held }) => held.length > 0)) return false
  if ((await listDue(studio)).length > 0) return false
  const text = 'select from jobs where id = $1 and finished_at is not null'
  return (await studio.sql(text, [jobId])).length > 0
}

/** Moves the job, its messages and its events a minute into the past; what Redis keeps for seconds is gone. */
async function passMinute(studio: Studio, jobId: string): Promise<void> {
  for (const message of queuesOf(studio).flatMap(({ held }) => held))
    message.delaySeconds = Math.max(0, message.delaySeconds - STEP_SECONDS)
  await studio.sql(
    `with job as (
      update jobs set created_at = created_at - step, updated_at = updated_at - step,
        deadline = deadline - step, storing_until = storing_until - step
      from make_interval(secs => $2) as step where id = $1 and finished_at is null returning id
    ), tries as (
      update attempts set submitted_at = submitted_at - step, last_look_at = last_look_at - step
      from make_interval(secs => $2) as step where job_id = $1
    ) update inbox set received_at = received_at - step, next_send_at = next_send_at - step
      from make_interval(secs => $2) as step
      where attempt_id in (select id from attempts where job_id = $1)`,
    [jobId, STEP_SECONDS],
  )
  const redis = openRedis(parseEnv(studio.env))
  if ((await redis.ttl(`job:${jobId}`)) <= STEP_SECONDS) await redis.del(`job:${jobId}`)
}
