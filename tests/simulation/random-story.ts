import { openRandom, type Random } from '../../stand-ins/composer/seeded-random.ts'
import type { NewTrack } from '../../worker/domain/tracks/new-track.ts'
import { type AudioKind, FINE_RENDER, type RenderPlan } from './render-plan.ts'
import { type Newcomer, SONG, type Story, type Wish } from './story.ts'

const NEVER = Number.POSITIVE_INFINITY
const LYRICS = '[Verse]\nThe kettle hums, the night is long\n[Chorus]\nStay a little longer'

const SONGS: readonly NewTrack[] = [
  SONG,
  SONG,
  { ...SONG, variations: 2 },
  { ...SONG, instrumental: false, lyrics: LYRICS },
]

/** The chance that something goes wrong with an order: one of these for a whole schedule. */
const TROUBLES = [0, 0.2, 0.4, 0.8] as const
/** The share of schedules that may be long ones: minutes of waiting are many looks, which take time. */
const LONG_CHANCE = 0.15

/** The story of a seed. */
export function randomStory(seed: number): Story {
  const people = openRandom(seed, 'people')
  const providers = openRandom(seed, 'providers')
  const trouble = providers.pick(TROUBLES)
  const troubles = providers.chance(LONG_CHANCE)
    ? [...SHORT_TROUBLES, ...LONG_TROUBLES]
    : SHORT_TROUBLES
  return {
    wishes: Array.from({ length: people.pick([1, 1, 1, 2]) }, () => wish(people)),
    newcomers: people.chance(0.07) ? [newcomer(people)] : [],
    plan() {
      const plan = renderPlan(providers)
      return providers.chance(trouble) ? { ...plan, ...providers.pick(troubles)(providers) } : plan
    },
    concurrency: providers.pick([NEVER, NEVER, 1, 2]),
    retriesMax: people.chance(0.2) ? 2 : null,
    replayAfterSeconds: people.chance(0.5) ? people.between(0, 600) : null,
  }
}

function wish(people: Random): Wish {
  const cancels = people.chance(0.25) ? cancel(people) : null
  const isLeaving = people.chance(0.3)
  const leaves = cancels !== null && isLeaving
  return {
    atSeconds: people.between(0, 60),
    song: people.pick(SONGS),
    songs: people.pick([1, 1, 1, 2, 5]),
    cancel: cancels,
    isLeaving,
    isRetried: people.chance(0.3),
    buys: people.chance(leaves ? 0.6 : 0.08) ? purchase(people) : null,
    devices: people.chance(leaves ? 0.4 : 0.06) ? 2 : 1,
    hasPaid: people.chance(0.1),
  }
}

function newcomer(people: Random): Newcomer {
  return {
    atSeconds: people.between(0, 60),
    devices: people.pick([1, 2] as const),
    endsOthers: people.chance(0.5),
  }
}

function purchase(people: Random): NonNullable<Wish['buys']> {
  return {
    atSeconds: people.between(0, 60),
    payAfterSeconds: people.between(0, 60),
    bankSeconds: people.pick([0, 0, 30, 400]),
  }
}

function cancel(people: Random): Wish['cancel'] {
  if (people.chance(0.3)) return { afterSeconds: people.between(0, 900) }
  return { when: people.pick(['queued', 'submitted', 'rendering', 'storing', 'complete'] as const) }
}

function renderPlan(providers: Random): RenderPlan {
  return {
    ...FINE_RENDER,
    queuedSeconds: providers.pick([0, 0, 3, 20]),
    renderSeconds: providers.pick([0, 5, 15, 40]),
    webhookSeconds: [providers.between(0, 2)],
    audio: providers.pick(['good', 'unannounced'] as const),
  }
}

type Trouble = (providers: Random) => Partial<RenderPlan>

const audio = (kind: AudioKind) => () => ({ audio: kind })
const submit = (how: RenderPlan['submit']) => () => ({ submit: how })

/** What may go wrong with an order and shows within a minute or two. */
const SHORT_TROUBLES: readonly Trouble[] = [
  submit('busy'),
  submit('down'),
  submit('refused'),
  submit('lost'),
  (providers) => ({ forgottenAfterSeconds: providers.between(0, 60) }),
  () => ({ ending: 'provider_failed' }),
  () => ({ ending: 'refused' }),
  () => ({ ending: 'invalid_input' }),
  () => ({ webhookSeconds: [] }),
  (providers) => ({ webhookSeconds: [0, providers.between(0, 200)] }),
  // So fast that it is done before the Worker knows that it was accepted.
  () => ({ queuedSeconds: 0, renderSeconds: 0, webhookSeconds: [0] }),
  audio('empty'),
  audio('broken'),
  audio('truncated'),
  audio('cut once'),
  audio('missing'),
  audio('silent'),
  audio('short'),
  (providers) => ({ resultKeptSeconds: providers.between(0, 5) }),
]

const LONG_TROUBLES: readonly Trouble[] = [
  submit('lost on the way'),
  () => ({ renderSeconds: NEVER, webhookSeconds: [] }),
  () => ({ renderSeconds: NEVER, webhookSeconds: [] }),
  (providers) => ({ renderSeconds: providers.between(300, 1500) }),
  (providers) => ({ renderSeconds: providers.between(300, 1500) }),
  (providers) => ({ renderSeconds: providers.between(300, 1500), webhookSeconds: [] }),
  (providers) => ({ webhookSeconds: [providers.between(61, 1200)] }),
  (providers) => ({ resultKeptSeconds: 60, webhookSeconds: [providers.between(61, 1200)] }),
  (providers) => ({ hostDownSeconds: providers.between(30, 1200) }),
]
