import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { messageOf } from '../../tests/harness/held-queue.ts'
import { movesOf, payFor } from '../../tests/harness/purchases.ts'
import { QUEUES } from '../../tests/harness/queues.ts'
import { openStudio, PASSWORD, type Person, type Studio } from '../../tests/harness/studio.ts'
import wrangler from '../../wrangler.toml?raw'
import type { Message } from '../messages/message.ts'
import { QUEUE_NAMES } from '../messages/queue-names.ts'
import { openQueues } from '../messages/queues.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

const KINDS: Record<(typeof QUEUES)[number], Message[]> = {
  jobs: [
    { kind: 'submit', jobId: 'job_1' },
    { kind: 'watch', attemptId: 'att_1', look: 0 },
    { kind: 'stop', jobId: 'job_1' },
  ],
  finishes: [{ kind: 'finish', attemptId: 'att_1' }],
  payments: [
    { kind: 'payment', eventId: 'evt_1' },
    { kind: 'purchase', purchaseId: 'pur_1' },
  ],
  mails: [{ kind: 'mail', mailId: 'mai_1' }],
  erasures: [{ kind: 'erase', userId: 'usr_1' }],
  measures: [
    { kind: 'measure', fileId: 'fil_1' },
    { kind: 'draw', trackId: 'trk_1' },
  ],
}

/** What `wrangler.toml` says of the consumer of a queue. */
function consumerOf(queue: string): Record<string, string> {
  const sections = wrangler.split('[[queues.consumers]]').slice(1)
  const consumers = sections.map((section) => section.split('\n\n')[0] ?? '')
  const lines =
    consumers
      .find((each) => each.includes(`\nqueue = "${queue}"`))
      ?.matchAll(/^(\w+) = "?([^"\n]+)"?$/gm) ?? []
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]))
}

describe('messages', () => {
  it.each(Object.entries(KINDS))(
    'have a queue for those that wait alike: %s',
    async (name, kinds) => {
      const queues = openQueues(studio.env)
      for (const message of kinds) await queues.send(message)
      await queues.sendBatch(kinds)
      for (const queue of QUEUES)
        expect(studio[queue].held).toHaveLength(queue === name ? 2 * kinds.length : 0)
    },
  )

  it('are sent in as many batches as a queue wants', async () => {
    const many = Array.from({ length: 250 }, (_, number) => ({
      kind: 'submit' as const,
      jobId: `job_${number}`,
    }))
    await openQueues(studio.env).sendBatch(many)
    expect(new Set(studio.jobs.held.map(({ body }) => JSON.stringify(body))).size).toBe(250)
    expect(studio.jobs.sends.count).toBe(3)
  })

  it('are consumed from every queue, and kept when every try failed', () => {
    for (const name of QUEUE_NAMES) {
      const queue = `soundfoundry-${name.toLowerCase()}`
      expect(wrangler).toContain(`binding = "${name}"\nqueue = "${queue}"`)
      expect(consumerOf(queue)).toMatchObject({ dead_letter_queue: 'soundfoundry-dead' })
    }
    expect(consumerOf('soundfoundry-finishes')).toMatchObject({ max_batch_size: '4' })
    expect(consumerOf('soundfoundry-dead')).toMatchObject({ max_retries: '100' })
  })
})

describe('what the queue of finishes still holds from an older deploy', () => {
  it('grants what was paid', async () => {
    const { purchaseId } = await payFor(studio, ada)
    for (const event of await studio.stripe.outbox()) await studio.receive(event)
    expect(studio.payments.held.length).toBeGreaterThan(0)
    await studio.deliver(studio.payments.held.splice(0), 'finishes')
    expect(await movesOf(studio, purchaseId)).toEqual([['purchase', 300]])
  })

  it('erases an account, also without a version', async () => {
    await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    studio.erasures.reset()
    const message = messageOf({ kind: 'erase', userId: ada.id })
    const { version: _, ...body } = message.body
    await studio.deliver([{ ...message, body: body as typeof message.body }], 'finishes')
    const [user] = await studio.sql<{ out: boolean }>(
      'select signed_out_at is not null as out from users where id = $1',
      [ada.id],
    )
    expect(user).toEqual({ out: true })
  })
})
