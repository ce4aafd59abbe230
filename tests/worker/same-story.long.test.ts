import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TrackRequested } from '../../worker/domain/tracks/request-track.ts'
import { copiesOf } from '../harness/held-queue.ts'
import { type End, expectOneStory } from '../harness/one-story.ts'
import { QUEUES } from '../harness/queues.ts'
import { type Moment, runToEnd, type World } from '../harness/run-to-end.ts'
import { SONG } from '../harness/songs.ts'
import { openStudio, type Person, type Studio } from '../harness/studio.ts'

/**
 * Everything that the stand-ins can do wrong, at the moment of a song's life when it matters. However
 * that ends, the API, the pages, the ledger and the bucket must agree on it.
 */
let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(() => begin(studio))

/** A world in which nothing has gone wrong yet, and a person who has asked for nothing yet. */
async function begin(studio: Studio): Promise<void> {
  const { redis, postgres, fal, replicate } = studio
  for (const name of QUEUES) studio[name].reset()
  await Promise.all([redis.flush(), redis.healFaults(), postgres.healFaults()])
  for (const provider of [fal, replicate]) {
    await provider.reset()
    await provider.settings({ hold: true, renderSeconds: 60 })
  }
  ada = await studio.newPerson()
}

type Around = NonNullable<World['around']>

/** Asks for a song, lets everything happen, and expects one story of it. */
async function expectEnd(end: End, world: World & { strays?: number } = {}): Promise<void> {
  const { around = (_, happen) => happen(), strays = 0 } = world
  const requested = await press(around)
  await runToEnd(studio, requested.job.id, world)
  await expectOneStory(studio, ada, requested, end, { strays })
}

/** Presses the button, and once more when the answer is an error. */
async function press(around: Around): Promise<TrackRequested> {
  const key = { headers: { 'idempotency-key': 'the button' } }
  let answer: Response | undefined
  await around('requested', async () => {
    answer = await ada.call('/api/tracks', { json: SONG, ...key })
  })
  if (answer && answer.status >= 500) answer = await ada.call('/api/tracks', { json: SONG, ...key })
  expect(answer?.status).toBe(202)
  return (answer as Response).json()
}

/** Acts once, just before something happens at a moment. */
function justBefore(moment: Moment, act: () => Promise<unknown>): Around {
  let isDone = false
  return async (now, happen) => {
    if (now === moment && !isDone) {
      isDone = true
      await act()
    }
    await happen()
  }
}

type Break = { kind: string; times?: number; skip?: number; milliseconds?: number }

/** Breaks Postgres or Redis at each of these moments, once, and not before its request is made. */
function breaking(
  { fault, faults, healFaults }: Studio['postgres'],
  moments: Moment[],
  { kind, times = 1, ...more }: Break,
) {
  const left = new Set(moments)
  const around: Around = async (moment, happen) => {
    if (!left.has(moment)) return happen()
    await fault(kind, times, more)
    await happen()
    const [armed] = await faults()
    if ((armed?.times ?? 0) < times) left.delete(moment)
    await healFaults()
  }
  return { around, expectBroken: () => expect([...left]).toEqual([]) }
}

describe('with FAL', () => {
  it.each<[string, End, Record<string, unknown>?]>([
    ['submit_503', 'made by replicate'],
    ['submit_500', 'made by replicate'],
    ['submit_403_locked', 'made by replicate'],
    ['submit_429', 'made by fal'],
    ['submit_429', 'made by replicate', { times: 3 }],
    ['submit_422', 'failed: refused', { reason: 'content' }],
    ['submit_422', 'failed: invalid_input', { reason: 'validation' }],
    ['submit_lost', 'made by fal'],
    ['submit_504', 'made by fal'],
    ['submit_slow', 'made by fal', { milliseconds: 100 }],
    ['render_422', 'failed: refused', { reason: 'content' }],
    ['render_422', 'failed: invalid_input', { reason: 'validation' }],
    ['render_500', 'made by replicate'],
    ['render_downstream', 'made by replicate'],
    ['render_no_media', 'made by replicate'],
    ['render_infrastructure', 'made by replicate'],
    ['render_429', 'made by replicate'],
    ['output_other_model', 'made by replicate'],
    ['webhook_never', 'made by fal'],
    ['webhook_twice', 'made by fal'],
    ['webhook_bad_signature', 'made by fal'],
    ['webhook_stale', 'made by fal'],
    ['webhook_payload_error', 'made by fal'],
    ['status_503', 'made by fal'],
    ['result_503', 'made by fal'],
    ['result_500', 'made by fal'],
    ['request_forgotten', 'made by replicate'],
    ['audio_other_host', 'made by replicate'],
    ['audio_404', 'made by replicate'],
    ['audio_503', 'made by fal', { times: 2 }],
    ['audio_truncated', 'made by fal'],
    ['audio_truncated', 'made by replicate', { times: 2 }],
    ['audio_chunked', 'made by fal'],
    ['audio_chunked_truncated', 'made by fal'],
    ['audio_chunked_truncated', 'made by replicate', { times: 2 }],
    ['audio_empty', 'made by replicate', { times: 2 }],
    ['audio_html', 'made by replicate', { times: 2 }],
    ['audio_text', 'made by replicate', { times: 2 }],
    ['audio_huge', 'made by replicate'],
    ['audio_huge_chunked', 'made by replicate'],
    ['audio_silent', 'made by replicate', { times: 2 }],
    ['audio_short', 'made by replicate', { times: 2 }],
    ['audio_redirect_private', 'made by replicate'],
    ['audio_redirect_ok', 'made by fal'],
    ['audio_slow', 'made by fal', { milliseconds: 100 }],
  ])('%s: %s', { timeout: 60_000 }, async (fault, end, more) => {
    await studio.fal.fault(fault, more)
    await expectEnd(end)
  })

  it('webhook_before_response: made by fal', async () => {
    await studio.fal.fault('webhook_before_response')
    await studio.fal.fault('submit_slow', { milliseconds: 500 })
    const { around, expectEarly } = deliverEarly(studio.fal)
    await expectEnd('made by fal', { around })
    expectEarly()
  })

  it('answers and webhooks that are both lost: made by replicate', async () => {
    await studio.fal.fault('submit_lost')
    await studio.fal.fault('webhook_never')
    await expectEnd('made by replicate')
  })
})

describe('with Replicate, while FAL is away', () => {
  beforeEach(() => studio.fal.fault('submit_503'))

  it.each<[string, End, Record<string, unknown>?]>([
    ['down', 'failed: provider_failed'],
    ['slow', 'made by replicate', { milliseconds: 100 }],
    ['create_402', 'failed: provider_failed'],
    ['create_422_version', 'failed: provider_failed'],
    ['create_429', 'made by replicate'],
    ['create_429', 'failed: provider_busy', { times: 3 }],
    ['create_500', 'failed: provider_failed'],
    ['create_503', 'failed: provider_failed'],
    ['answer_lost', 'made by replicate'],
    ['create_504', 'made by replicate'],
    ['get_503', 'made by replicate'],
    ['prediction_forgotten', 'failed: provider_failed'],
    ['render_refused', 'failed: refused'],
    ['render_failed', 'failed: provider_failed'],
    ['render_busy', 'failed: provider_failed'],
    ['render_aborted', 'failed: provider_failed'],
    ['output_missing', 'failed: provider_failed'],
    ['output_other_host', 'failed: audio_missing'],
    ['output_other_model', 'failed: provider_failed'],
    ['audio_silent', 'failed: audio_broken', { times: 2 }],
    ['audio_short', 'failed: audio_broken', { times: 2 }],
    ['webhook_never', 'made by replicate'],
    ['webhook_twice', 'made by replicate'],
    ['webhook_late', 'made by replicate', { milliseconds: 50 }],
    ['audio_404', 'failed: audio_missing'],
    ['audio_503', 'made by replicate', { times: 2 }],
    ['audio_truncated', 'failed: audio_broken', { times: 2 }],
    ['audio_chunked', 'made by replicate'],
    ['audio_chunked_truncated', 'failed: audio_broken', { times: 2 }],
    ['audio_empty', 'failed: audio_broken', { times: 2 }],
    ['audio_html', 'failed: audio_broken', { times: 2 }],
    ['audio_text', 'failed: audio_broken', { times: 2 }],
    ['audio_huge', 'failed: audio_too_large'],
    ['audio_redirect_private', 'failed: audio_missing'],
    ['audio_redirect_ok', 'made by replicate'],
    ['audio_slow', 'made by replicate', { milliseconds: 100 }],
  ])('%s: %s', async (fault, end, more) => {
    await studio.replicate.fault(fault, more)
    await expectEnd(end)
  })

  it('webhook_before_answer: made by replicate', async () => {
    await studio.replicate.fault('webhook_before_answer', { milliseconds: 500 })
    const { around, expectEarly } = deliverEarly(studio.replicate)
    await expectEnd('made by replicate', { around })
    expectEarly()
  })

  it.each([{ wrongSecret: true }, { secondsAgo: 600 }])(
    'nothing but webhooks of %o: made by replicate',
    async (how) => {
      const forge: Around = async (moment, happen) => {
        if (moment !== 'webhook') return happen()
        for (const forged of await studio.replicate.outbox(how)) {
          expect((await studio.receive(forged)).status).toBe(401)
          await studio.replicate.takeOut(forged.id)
        }
      }
      await expectEnd('made by replicate', { around: forge })
    },
  )

  it('music that was removed after its hour: failed: audio_missing', async () => {
    const expire = async () => {
      for (const { id } of await studio.replicate.predictions()) await studio.replicate.expire(id)
    }
    const around = justBefore('finishing', expire)
    await expectEnd('failed: audio_missing', { around })
  })
})

/** The webhook comes, and its music is stored, while the submit is still being answered. */
function deliverEarly(provider: Studio['fal'] | Studio['replicate']) {
  let isEarly = false
  const deliver = async () => {
    const [webhook] = await provider.outbox()
    if (!webhook) return false
    await studio.receive(webhook)
    await provider.takeOut(webhook.id)
    await studio.work('finish')
    return true
  }
  const around: Around = async (moment, happen) => {
    if (moment !== 'submitted') return happen()
    let isAnswered = false
    const answered = happen().then(() => {
      isAnswered = true
    })
    await vi.waitUntil(async () => isAnswered || (await deliver()), { timeout: 5_000 })
    isEarly ||= !isAnswered
    await answered
  }
  return { around, expectEarly: () => expect(isEarly).toBe(true) }
}

/** Every request to Postgres of a song that FAL makes. */
const REQUESTS: [Moment, number, string][] = [
  ['requested', 0, 'writes the request'],
  ['submitted', 0, 'reads the job'],
  ['submitted', 1, 'claims the attempt'],
  ['submitted', 2, 'writes the acceptance'],
  ['rendering', 0, 'takes the look'],
  ['rendering', 1, 'writes the progress'],
  ['webhook', 0, 'stores the event'],
  ['finishing', 0, 'reads the attempt'],
  ['finishing', 1, 'claims the storing'],
  ['finishing', 2, 'completes the job'],
]
const MOMENTS: Moment[] = ['requested', 'submitted', 'rendering', 'webhook', 'finishing']

describe('with Postgres', () => {
  const cases = REQUESTS.flatMap((request) =>
    ['drop', 'error_after_commit'].map((kind) => [kind, ...request] as const),
  )

  it.each(cases)('%s when the Worker, %s (%i), %s', async (kind, moment, skip, what) => {
    const { around, expectBroken } = breaking(studio.postgres, [moment], { kind, skip })
    const isSent = !(kind === 'error_after_commit' && what === 'claims the attempt')
    // An attempt that may have been sent is waited for.
    await expectEnd(isSent ? 'made by fal' : 'made by replicate', { around })
    expectBroken()
  })

  it.each([
    { kind: 'error_before' },
    { kind: 'serialization' },
    { kind: 'too_large' },
    { kind: 'latency', milliseconds: 100 },
  ])('$kind at every moment', async (fault) => {
    const { around, expectBroken } = breaking(studio.postgres, MOMENTS, fault)
    await expectEnd('made by fal', { around })
    expectBroken()
  })

  it('is asked just as often as was tried here', async () => {
    const counted: Moment[] = []
    const count: Around = async (moment, happen) => {
      const isNew = !counted.includes(moment)
      await studio.postgres.resetCounters()
      await happen()
      if (!isNew) return
      const { requests } = await studio.postgres.counters()
      counted.push(...Array.from({ length: requests }, () => moment))
    }
    await expectEnd('made by fal', { around: count })
    expect(counted).toEqual(REQUESTS.map(([moment]) => moment))
  })
})

describe('with Redis', () => {
  const WITH_REDIS = MOMENTS.filter((moment) => moment !== 'webhook')
  const cases = ['drop', 'unauthorized', 'error'].flatMap((kind) =>
    WITH_REDIS.map((moment) => [kind, moment] as const),
  )

  it.each(cases)('%s for all of the moment: %s', async (kind, moment) => {
    const { around, expectBroken } = breaking(studio.redis, [moment], { kind, times: 100 })
    await expectEnd('made by fal', { around })
    expectBroken()
  })

  it('latency beyond what is waited for', async () => {
    const fault = { kind: 'latency', milliseconds: 1_600 }
    const { around, expectBroken } = breaking(studio.redis, ['finishing'], fault)
    await expectEnd('made by fal', { around })
    expectBroken()
  })

  it('flushed at every moment', async () => {
    const around: Around = async (_, happen) => {
      await studio.redis.flush()
      await happen()
      await studio.redis.flush()
    }
    await expectEnd('made by fal', { around })
  })
})

describe('whatever else comes', () => {
  it('every message twice: made by fal', async () => {
    const double: Around = async (_, happen) => {
      for (const { held } of QUEUES.map((name) => studio[name]))
        held.push(...held.flatMap((message) => copiesOf(message, 1)))
      await happen()
    }
    await expectEnd('made by fal', { around: double })
  })

  it('no message until the deadline: failed: timed_out', async () => {
    const lose: Around = async (moment, happen) => {
      if (moment === 'submitted') studio.jobs.reset()
      await happen()
    }
    await expectEnd('failed: timed_out', { around: lose })
  })

  const cancel = async () => {
    const [job] = await studio.sql<{ id: string }>('select id from jobs where user_id = $1', [
      ada.id,
    ])
    return (await ada.call(`/api/jobs/${job?.id}/cancel`, { method: 'POST' })).status
  }

  it.each<Moment>(['submitted', 'rendering', 'webhook', 'finishing'])(
    'its owner cancels: %s',
    async (moment) => {
      await expectEnd('canceled', { around: justBefore(moment, cancel) })
    },
  )

  it.each([
    ['drop', 503, 200],
    ['error_after_commit', 500, 409],
  ])(
    'its owner cancels, gets an error because of a %s, and cancels again',
    async (kind, first, second) => {
      const insist = async () => {
        await studio.postgres.fault(kind, 1, { skip: 1 })
        expect(await cancel()).toBe(first)
        expect(await cancel()).toBe(second)
      }
      await expectEnd('canceled', { around: justBefore('rendering', insist) })
    },
  )

  describe('FAL’s webhook comes long after the job has failed', () => {
    beforeEach(async () => {
      await studio.fal.fault('submit_lost')
      await studio.replicate.fault('create_500')
    })

    it('given by fal', () => expectEnd('given by fal', { webhooksAfterMinutes: 10 }))

    it.each(['drop', 'error_after_commit'])(
      'while Postgres has a %s: given by fal',
      async (kind) => {
        const { around, expectBroken } = breaking(studio.postgres, ['finishing'], { kind, skip: 1 })
        const strays = kind === 'drop' ? 2 : 0
        await expectEnd('given by fal', { around, strays, webhooksAfterMinutes: 10 })
        expectBroken()
      },
    )

    it('while Redis is away: given by fal', async () => {
      const fault = { kind: 'error', times: 100 }
      const { around, expectBroken } = breaking(studio.redis, ['finishing'], fault)
      await expectEnd('given by fal', { around, webhooksAfterMinutes: 10 })
      expectBroken()
    })
  })
})
