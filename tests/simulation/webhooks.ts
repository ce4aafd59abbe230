import { storeAttemptEvent } from '../../worker/db/inbox.ts'
import type { ProviderName } from '../../worker/providers/model.ts'
import type { Services } from '../../worker/services.ts'
import type { Agenda } from './agenda.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Render } from './provider.ts'
import type { Scheduler } from './scheduler.ts'

/** When a provider tries again after an error, or no answer. */
const AGAIN_SECONDS = [10, 30, 60, 120, 300] as const

type World = {
  clock: Clock
  agenda: Agenda
  chronicle: Chronicle
  scheduler: Scheduler
  services(): Services
}

/** Delivers the providers' webhooks to the Worker, and tries again until it takes them. */
export class Webhooks {
  readonly #world: World
  readonly #renders: () => Render[]
  readonly #delivered = new Set<string>()
  /** The renders whose webhook the Worker has taken. */
  readonly received = new Set<Render>()

  /** `renders`: those of all providers. */
  constructor(world: World, renders: () => Render[]) {
    this.#world = world
    this.#renders = renders
  }

  deliver(provider: ProviderName, render: Render): void {
    if (this.#renders().some((other) => this.#isOvertaken(other, render)))
      this.#world.chronicle.fire('webhook reordered', render.attemptId)
    this.#delivered.add(render.requestId)
    this.#try(provider, render, 0)
  }

  #isOvertaken({ requestId, plan, doneAt }: Render, by: Render): boolean {
    return plan.webhookSeconds.length > 0 && doneAt < by.doneAt && !this.#delivered.has(requestId)
  }

  #try(provider: ProviderName, render: Render, tries: number): void {
    const { agenda, clock, scheduler, services } = this.#world
    const seconds = AGAIN_SECONDS[tries]
    const name = `webhook of ${render.attemptId}`
    scheduler.start(
      name,
      () => receive(services(), provider, render),
      ({ how }) => {
        if (how === 'done') this.received.add(render)
        else if (seconds !== undefined)
          agenda.add(clock.now + seconds * 1000, name, () => this.#try(provider, render, tries + 1))
      },
    )
  }
}

/** What the webhooks' routes do with an event whose signature is right. */
async function receive(
  { db, queues }: Services,
  provider: ProviderName,
  { requestId, attemptId, plan, audioUrl: url }: Render,
): Promise<void> {
  const payload = { id: requestId, status: plan.ending === 'music' ? 'OK' : 'ERROR' }
  const audioUrl = plan.ending === 'music' ? url : null
  const event = { provider, eventId: requestId, requestId, attemptId, payload, audioUrl }
  const { unprocessed } = await storeAttemptEvent(db, event)
  if (unprocessed) await queues.send({ kind: 'finish', attemptId })
}
