import type { ProviderName } from '../../worker/providers/model.ts'
import type { JobStatus } from '../../worker/states/job-states.ts'
import { FINE_RENDER, type RenderPlan } from './render-plan.ts'
import { SONG, type Story, type Wish } from './story.ts'

const NEVER = Number.POSITIVE_INFINITY
const STUCK: Partial<RenderPlan> = { renderSeconds: NEVER, webhookSeconds: [] }

type Plans = Partial<Record<ProviderName, Partial<RenderPlan>>>

/** A person asks for a song, and all goes well but for these plans and wishes. */
function tell(plans: Plans = {}, wish: Partial<Wish> = {}): Story {
  return {
    wishes: [
      { atSeconds: 1, song: SONG, cancel: null, isLeaving: false, isRetried: false, ...wish },
    ],
    plan: ({ provider }) => ({ ...FINE_RENDER, ...plans[provider] }),
    retriesMax: null,
    replayAfterSeconds: null,
  }
}

const canceled = (when: JobStatus) => tell({}, { cancel: { when } })
const left = (when: JobStatus) => tell({}, { cancel: { when }, isLeaving: true })

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
  'two variations, then tried again': tell(
    { fal: { submit: 'refused' } },
    { song: { ...SONG, variations: 2 }, isRetried: true },
  ),
}
