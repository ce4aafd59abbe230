import type { ProviderName } from '../../worker/providers/model.ts'
import type {
  MusicProvider,
  RenderOrder,
  RenderRef,
  RenderResult,
  RenderSearch,
  RenderState,
  SubmitAnswer,
} from '../../worker/providers/music-provider.ts'
import type { Agenda } from './agenda.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { FileHost } from './file-host.ts'
import type { RenderPlan } from './render-plan.ts'
import type { Scheduler } from './scheduler.ts'

/** A webhook later than this is a late one. */
const LATE_SECONDS = 60

export type Render = RenderRef & {
  attemptId: string
  webhookUrl: string
  plan: RenderPlan
  acceptedAt: number
  startsAt: number
  doneAt: number
  /** When its place is free again. */
  endsAt: number
  /** Where its music is, if that is how it ends. */
  audioUrl: string
  /** Whether the invocation that ordered it has had its answer. */
  isAnswered: boolean
}

type World = {
  clock: Clock
  agenda: Agenda
  chronicle: Chronicle
  scheduler: Scheduler
  files: FileHost
  plan(order: RenderOrder): RenderPlan
  /** How many it renders at once. */
  concurrency: number
  /** Tells the Worker that a render is over. */
  tell(render: Render): void
}

/** FAL or Replicate behind the Worker's port: each call is one await, and none throws. */
export class SimulatedProvider {
  readonly #name: ProviderName
  readonly #world: World
  readonly #renders = new Map<string, Render>()
  /** How many orders came for each attempt, whatever was answered. */
  readonly orders = new Map<string, number>()

  constructor(name: ProviderName, world: World) {
    this.#name = name
    this.#world = world
  }

  get renders(): Render[] {
    return [...this.#renders.values()]
  }

  get port(): MusicProvider {
    const { files } = this.#world
    const find = (webhookUrl: string) =>
      this.#ask<RenderSearch>('find', () => this.#find(webhookUrl), { state: 'unavailable' })
    return {
      submit: (order) =>
        this.#ask(
          'submit',
          () => this.#submit(order),
          { outcome: 'unknown' },
          (answer) => {
            const render = answer.outcome === 'accepted' && this.#renders.get(answer.requestId)
            if (render) render.isAnswered = true
          },
        ),
      look: (ref) => this.#ask('look', () => this.#look(ref), { state: 'unavailable' }),
      result: (ref) => this.#ask('result', () => this.#result(ref), { state: 'unavailable' }),
      cancel: (ref) => this.#ask('cancel', () => this.#cancel(ref), undefined),
      files: { hosts: files.hosts, fetch: files.fetch },
      ...(this.#name === 'replicate' ? { find } : {}),
    }
  }

  async #ask<Answer>(
    name: string,
    happen: () => Answer,
    lost: Answer,
    answered: (answer: Answer) => void = () => undefined,
  ): Promise<Answer> {
    const port = 'provider'
    const answer = await this.#world.scheduler.ask({
      port,
      name: `${name} at ${this.#name}`,
      happen,
      lost: () => lost,
    })
    answered(answer)
    return answer
  }

  #submit(order: RenderOrder): SubmitAnswer {
    const { chronicle, plan: planOf } = this.#world
    const attemptId = new URL(order.webhookUrl).searchParams.get('attempt') ?? ''
    const orders = (this.orders.get(attemptId) ?? 0) + 1
    this.orders.set(attemptId, orders)
    if (orders > 1) chronicle.violate('an attempt is submitted twice', attemptId)
    const plan = planOf(order)
    switch (plan.submit) {
      case 'busy':
        chronicle.fire('submit busy', attemptId)
        return { outcome: 'busy', retryAfterSeconds: 5 }
      case 'down':
        chronicle.fire('submit down', attemptId)
        return { outcome: 'failed', failure: 'provider_failed' }
      case 'refused':
        chronicle.fire('submit refused', attemptId)
        return { outcome: 'failed', failure: 'refused' }
      case 'lost on the way':
        chronicle.fire('submit lost on the way', attemptId)
        return { outcome: 'unknown' }
      case 'lost':
        chronicle.fire('submit lost, accepted', attemptId)
        this.#accept(order, attemptId, plan)
        return { outcome: 'unknown' }
      case 'accepted':
        return { outcome: 'accepted', requestId: this.#accept(order, attemptId, plan) }
    }
  }

  #accept({ endpoint, webhookUrl }: RenderOrder, attemptId: string, plan: RenderPlan): string {
    const acceptedAt = this.#world.clock.now
    const placeAt = this.#placeAt(attemptId)
    const startsAt = Math.max(acceptedAt, placeAt) + plan.queuedSeconds * 1000
    const doneAt = startsAt + plan.renderSeconds * 1000
    const requestId = `${this.#name}-of-${attemptId}`
    const times = { acceptedAt, startsAt, doneAt, endsAt: doneAt }
    const file = { kind: plan.audio, upAt: doneAt + plan.hostDownSeconds * 1000 }
    const audioUrl = this.#world.files.publish(requestId, file)
    const ids = { endpoint, requestId, attemptId, webhookUrl }
    const render = { ...ids, plan, ...times, audioUrl, isAnswered: false }
    this.#renders.set(requestId, render)
    if (plan.renderSeconds === Number.POSITIVE_INFINITY)
      this.#world.chronicle.fire('render stuck', attemptId)
    else if (Number.isFinite(doneAt)) this.#sendWebhooks(render)
    return requestId
  }

  /** When one of its places is free for another order. */
  #placeAt(attemptId: string): number {
    const { chronicle, clock, concurrency } = this.#world
    const ends = this.renders.map(({ endsAt }) => endsAt).filter((at) => at > clock.now)
    if (ends.length < concurrency) return clock.now
    chronicle.fire('provider full', attemptId)
    return ends.toSorted((one, other) => other - one)[concurrency - 1] ?? clock.now
  }

  #sendWebhooks(render: Render): void {
    const { agenda, chronicle, tell } = this.#world
    const { plan, attemptId } = render
    if (plan.webhookSeconds.length === 0) chronicle.fire('webhook never', attemptId)
    for (const [index, seconds] of plan.webhookSeconds.entries())
      agenda.add(render.doneAt + seconds * 1000, `webhook of ${attemptId}`, () => {
        // A render that was stopped in time sends no webhook.
        if (render.doneAt === Number.POSITIVE_INFINITY) return
        if (seconds > LATE_SECONDS) chronicle.fire('webhook late', attemptId)
        if (index > 0) chronicle.fire('webhook twice', attemptId)
        if (!render.isAnswered) chronicle.fire('webhook early', attemptId)
        tell(render)
      })
  }

  #find(webhookUrl: string): RenderSearch {
    const render = this.renders.find((each) => each.webhookUrl === webhookUrl)
    return render && this.#knows(render.requestId)
      ? { state: 'found', requestId: render.requestId }
      : { state: 'missing' }
  }

  #look({ requestId }: RenderRef): RenderState {
    const { clock } = this.#world
    const render = this.#remembers(requestId)
    if (!render) return { state: 'forgotten' }
    if (clock.now >= render.doneAt) return { state: 'done' }
    if (clock.now < render.startsAt) return { state: 'queued', queuePosition: 1 }
    const fraction = (clock.now - render.startsAt) / (render.doneAt - render.startsAt)
    return { state: 'rendering', fraction }
  }

  #result({ requestId }: RenderRef): RenderResult {
    const { chronicle, clock } = this.#world
    const render = this.#remembers(requestId)
    if (!render) return { state: 'failed', failure: 'provider_failed' }
    if (clock.now < render.doneAt) return { state: 'pending' }
    const { ending } = render.plan
    if (ending === 'music') return { state: 'ready', audioUrl: render.audioUrl }
    chronicle.fire(ending === 'refused' ? 'render refused' : 'render failed', render.attemptId)
    return { state: 'failed', failure: ending }
  }

  /** Only what has not begun yet can be stopped. */
  #cancel({ requestId }: RenderRef): void {
    const { chronicle, clock } = this.#world
    const render = this.#knows(requestId)
    if (!render) return
    if (clock.now < render.startsAt) {
      render.doneAt = Number.POSITIVE_INFINITY
      render.endsAt = clock.now
    } else chronicle.fire('cancel too late', render.attemptId)
  }

  #knows(requestId: string): Render | null {
    const render = this.#renders.get(requestId)
    if (!render) return null
    const { chronicle, clock } = this.#world
    if (clock.now < render.acceptedAt + render.plan.forgottenAfterSeconds * 1000) return render
    chronicle.fire('render forgotten', render.attemptId)
    return null
  }

  /** It lists a render for longer than it tells what has become of it. */
  #remembers(requestId: string): Render | null {
    const render = this.#knows(requestId)
    if (!render) return null
    const { chronicle, clock } = this.#world
    if (clock.now < render.doneAt + render.plan.resultKeptSeconds * 1000) return render
    chronicle.fire('result forgotten', render.attemptId)
    return null
  }
}
