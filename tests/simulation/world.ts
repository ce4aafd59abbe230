import type { ProviderName } from '../../worker/providers/model.ts'
import { consume } from '../../worker/queues/index.ts'
import { Agenda } from './agenda.ts'
import { SimulatedBucket } from './bucket.ts'
import { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import { Cron } from './cron.ts'
import type { Database } from './database.ts'
import type { Fate } from './fate.ts'
import { FileHost } from './file-host.ts'
import { People } from './people.ts'
import { Postgres } from './postgres.ts'
import { SimulatedProvider } from './provider.ts'
import { SimulatedQueue } from './queue.ts'
import { readQueueSettings } from './queue-settings.ts'
import { Redis } from './redis.ts'
import { Rows } from './rows.ts'
import { Scheduler } from './scheduler.ts'
import { openSimulatedServices } from './services.ts'
import type { Story, Wish } from './story.ts'
import { Webhooks } from './webhooks.ts'

const QUEUES = readQueueSettings()

/** What outlives a schedule: a database and a clock, of one thread. */
export type Lane = { database: Database; clock: Clock }

export type World = ReturnType<typeof openWorld>

/** Everything that the Worker works with, simulated but for the database; `wishes` are by user. */
export function openWorld(
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
  }
  const scheduler = new Scheduler({ clock, agenda, chronicle, fate, disasters })
  const base = { clock, agenda, chronicle, fate, scheduler }

  const bucket = new SimulatedBucket(base)
  const dead = new SimulatedQueue(base, QUEUES.DEAD, { consume: work, dead: null })
  const retries = story.retriesMax === null ? {} : { retriesMax: story.retriesMax }
  const jobs = new SimulatedQueue(base, QUEUES.JOBS, { consume: work, dead, ...retries })
  const finishes = new SimulatedQueue(base, QUEUES.FINISHES, { consume: work, dead, ...retries })
  const files = new FileHost(base)
  const [fal, replicate] = [openProvider('fal'), openProvider('replicate')]
  const bindings = { JOBS: jobs.binding, FINISHES: finishes.binding, BUCKET: bucket.binding }
  const providers = { fal: fal.port, replicate: replicate.port }
  const services = openSimulatedServices(bindings, { clock, providers })

  const people = new People({ ...base, services }, wishes)
  rows.moved = (job) => people.see(job)
  rows.died = () => {
    if (story.replayAfterSeconds !== null) people.replay(story.replayAfterSeconds)
  }
  const allRenders = () => [...fal.renders, ...replicate.renders]
  const webhooks = new Webhooks({ ...base, services }, allRenders)
  const cron = new Cron({ ...base, postgres, redis, rows, services })
  for (const queue of [jobs, finishes, dead]) scheduler.draw(queue)
  for (const service of [postgres, redis]) service.connect(scheduler)

  function work(batch: MessageBatch): Promise<void> {
    return consume(services(), batch)
  }

  function openProvider(name: ProviderName): SimulatedProvider {
    let number = 0
    return new SimulatedProvider(name, {
      ...base,
      files,
      plan({ endpoint }) {
        number += 1
        return story.plan({ provider: name, endpoint, number })
      },
      tell: (render) => webhooks.deliver(name, render),
    })
  }

  return { ...base, wishes, rows, bucket, people, cron, webhooks, allRenders }
}
