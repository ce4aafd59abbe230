import type { ProviderName } from '../../worker/providers/model.ts'
import type { JobStatus } from '../../worker/states/job-states.ts'
import { FINE_RENDER, type RenderPlan } from './render-plan.ts'
import { QUIET, SONG, type Story, type Wish } from './story.ts'

/** Of seconds, and of orders that no provider is too full for. */
const NEVER = Number.POSITIVE_INFINITY
const STUCK: Partial<RenderPlan> = { renderSeconds: NEVER, webhookSeconds: [] }

type Plans = Partial<Record<ProviderName, Partial<RenderPlan>>>

/** A person asks for a song, and all goes well but for these plans and wishes. */
function tell(plans: Plans = {}, wish: Partial<Wish> = {}, more: Partial<Story> = {}): Story {
  return {
    wishes: [
      {
        atSeconds: 1,
        song: SONG,
        ...QUIET,
        ...wish,
      },
    ],
    newcomers: [],
    plan: ({ provider }) => ({ ...FINE_RENDER, ...plans[provider] }),
    concurrency: NEVER,
    retriesMax: null,
    replayAfterSeconds: null,
    ...more,
  }
}

const canceled = (when: JobStatus) => tell({}, { cancel: { when } })
const left = (when: JobStatus) => tell({}, { cancel: { when }, isLeaving: true })

/** Stories that are told only once: to try each of their awaits with every fault would take too long. */
export const TOLD_ONCE: Readonly<Record<string, Story>> = {
  'left on one of two devices': tell(
    {},
    { devices: 2, cancel: { when: 'submitted' }, isLeaving: true },
  ),
  'three hundred songs, and every render is stuck': {
    ...tell({ fal: STUCK, replicate: STUCK }),
    wishes: Array.from({ length: 100 }, () => ({
      ...QUIET,
      atSeconds: 1,
      song: SONG,
      songs: 3,
      hasPaid: true,
    })),
  },
}

/** The stories whose every await is tried with every fault. */
export const SCENARIOS: Readonly<Record<string, Story>> = {
  'all goes well': tell(),
  'no webhook comes': tell({ fal: { webhookSeconds: [] } }),
  'a webhook comes before the answer': tell({
    fal: { queuedSeconds: 0, renderSeconds: 0, webhookSeconds: [0] },
  }),
  'FAL is down': tell({ fal: { submit: 'down' } }),
  'FAL is busy': tell({ fal: { submit: 'busy' } }),
  'FAL refuses the words': tell({ fal: { ending: 'refused' } }),
  'FAL loses its answer': tell({ fal: { submit: 'lost' } }),
  'FAL never gets the order': tell({ fal: { submit: 'lost on the way' } }),
  'Replicate loses its answer': tell({ fal: { submit: 'down' }, replicate: { submit: 'lost' } }),
  'Replicate never gets the order': tell({
    fal: { submit: 'down' },
    replicate: { submit: 'lost on the way' },
  }),
  'FAL has forgotten the result': tell({ fal: { resultKeptSeconds: 0 } }),
  'FAL sends silence': tell({ fal: { audio: 'silent' } }),
  'FAL sends broken audio': tell({ fal: { audio: 'broken' } }),
  'both send broken audio': tell({ fal: { audio: 'broken' }, replicate: { audio: 'missing' } }),
  'FAL is slow and still the first': tell({ fal: { renderSeconds: 450 }, replicate: STUCK }),
  'the music comes too late': tell({ fal: { renderSeconds: 1200 }, replicate: STUCK }),
  'canceled while queued': canceled('queued'),
  'canceled while submitted': canceled('submitted'),
  'canceled while rendering': canceled('rendering'),
  'canceled while storing': canceled('storing'),
  'left while submitted': left('submitted'),
  'left while storing': left('storing'),
  'left when complete': left('complete'),
  'canceled once too often': tell({}, { songs: 2, cancel: { when: 'rendering' } }),
  'signs up, and ends the session of another device': {
    ...tell(),
    wishes: [],
    newcomers: [{ atSeconds: 1, devices: 1, endsOthers: true }],
  },
  'charged, and then it fails': tell(
    { fal: { ending: 'provider_failed' } },
    { songs: 2, cancel: { when: 'rendering' } },
  ),
  'left with money under way': tell(
    {},
    {
      buys: { atSeconds: 1, payAfterSeconds: 1, bankSeconds: 200 },
      cancel: { when: 'rendering' },
      isLeaving: true,
    },
  ),
  'in line at FAL for too long': tell({ fal: STUCK }, { songs: 2 }, { concurrency: 1 }),
  'two variations, then tried again': tell(
    { fal: { submit: 'refused' } },
    { song: { ...SONG, variations: 2 }, isRetried: true },
  ),
}
