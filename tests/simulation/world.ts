import type { StampedMessage } from '../../worker/messages/message.ts'
import type { ProviderName } from '../../worker/providers/model.ts'
import { consume } from '../../worker/queues/index.ts'
import type { Services } from '../../worker/services.ts'
import { Agenda } from './agenda.ts'
import { SimulatedBucket } from './bucket.ts'
import { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import { Cron } from './cron.ts'
import type { Database } from './database.ts'
import type { Fate } from './fate.ts'
import { FileHost } from './file-host.ts'
import { Newcomers } from './newcomers.ts'
import { People } from './people.ts'
import { Postgres } from './postgres.ts'
import { SimulatedProvider } from './provider.ts'
import { SimulatedQueue } from './queue.ts'
import { readQueueSettings } from './queue-settings.ts'
import { Redis } from './redis.ts'
import { Rows } from './rows.ts'
import { Scheduler } from './scheduler.ts'
import { openSimulatedServices } from './services.ts'
import { openSite, type Site } from './site.ts'
import type { Story, Wish } from './story.ts'
import { SimulatedStripe } from './stripe.ts'
import { Webhooks } from './webhooks.ts'

const QUEUES = readQueueSettings()

/** What outlives a schedule: a database and a clock, of one thread. */
export type Lane = { database: Database; clock: Clock }

export type World = Awaited<ReturnType<typeof openWorld>>

/** What is measured changes nothing that a rule looks at, and takes seconds. */
const NOWHERE = {
  send: async () => {},
  sendBatch: async () => {},
} as unknown as Queue<StampedMessage>

const NO_SITE: Site = () => Promise.reject(new Error('Nobody signs up'))

/** Everything that the Worker works with, simulated but for the database; `wishes` are by user. */
export async function openWorld(
  { database, clock }: Lane,
  { story, fate, wishes }: { story: Story; fate: Fate; wishes: ReadonlyMap<string, Wish> },
) {
  const agenda = new Agenda()
  const chronicle = new Chronicle(clock)
  const rows = new Rows({ database, clock, chronicle }, [...wishes.keys()])
  const postgres = new Postgres({ database, clock, chronicle, rows })
  const redis = new Redis({ clock, chronicle })
  const disasters = {
    'postgres down': () => postgres.goDown(),
    'redis down': () => redis.goDown(),
    'redis flushed': () => redis.flush(),
    'storage down': () => bucket.goDown(),
  }
  const scheduler = new Scheduler({ clock, agenda, chronicle, fate, disasters })
  const base = { clock, agenda, chronicle, fate, scheduler }

  const bucket = new SimulatedBucket(base)
  const dead = new SimulatedQueue(base, QUEUES.DEAD, { consume: work, dead: null })
  const retries = story.retriesMax === null ? {} : { retriesMax: story.retriesMax }
  const jobs = new SimulatedQueue(base, QUEUES.JOBS, { consume: work, dead, ...retries })
  const finishes = new SimulatedQueue(base, QUEUES.FINISHES, { consume: work, dead, ...retries })
  const payments = new SimulatedQueue(base, QUEUES.PAYMENTS, { consume: work, dead, ...retries })
  const erasures = new SimulatedQueue(base, QUEUES.ERASURES, { consume: work, dead, ...retries })
  const files = new FileHost(base)
  const [fal, replicate] = [openProvider('fal'), openProvider('replicate')]
  const bindings = {
    JOBS: jobs.binding,
    FINISHES: finishes.binding,
    PAYMENTS: payments.binding,
    ERASURES: erasures.binding,
    // Mail isn't configured here: this is never sent to.
    MAILS: finishes.binding,
    MEASURES: NOWHERE,
    BUCKET: bucket.binding,
  }
  const providers = { fal: fal.port, replicate: replicate.port }
  const stripe = new SimulatedStripe({ ...base, services })
  rows.isMoneySettled = (purchases) => stripe.agreesWith(purchases)
  const people = new People({ ...base, services, stripe }, wishes)
  rows.moved = (job) => people.see(job)
  rows.died = () => {
    if (story.replayAfterSeconds !== null) people.replay(story.replayAfterSeconds)
  }
  const allRenders = () => [...fal.renders, ...replicate.renders]
  const webhooks = new Webhooks({ ...base, services }, allRenders)
  const cron = new Cron({ ...base, rows, heal, services })
  const site = story.newcomers.length > 0 ? await openSite(services, services().queues) : NO_SITE
  const newcomers = new Newcomers({ ...base, database, site, heal }, story.newcomers)
  for (const queue of [jobs, finishes, payments, erasures, dead]) scheduler.draw(queue)
  for (const service of [postgres, redis]) service.connect(scheduler)

  function heal(): void {
    for (const service of [postgres, redis, bucket]) service.heal()
  }

  function services(): Services {
    return openSimulatedServices(bindings, { clock, providers, stripe: stripe.client })
  }

  function work(batch: MessageBatch): Promise<void> {
    return consume(services(), batch)
  }

  function openProvider(name: ProviderName): SimulatedProvider {
    let number = 0
    return new SimulatedProvider(name, {
      ...base,
      files,
      concurrency: story.concurrency,
      plan({ endpoint }) {
        number += 1
        return story.plan({ provider: name, endpoint, number })
      },
      tell: (render) => webhooks.deliver(name, render),
    })
  }

  return { ...base, wishes, rows, bucket, people, newcomers, cron, webhooks, stripe, allRenders }
}
