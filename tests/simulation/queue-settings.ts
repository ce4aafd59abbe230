import { readFileSync } from 'node:fs'

export type QueueSettings = {
  queue: string
  maxBatchSize: number
  maxRetries: number
  deadLetterQueue: string | null
}

const NAMES = {
  JOBS: 'soundfoundry-jobs',
  FINISHES: 'soundfoundry-finishes',
  PAYMENTS: 'soundfoundry-payments',
  ERASURES: 'soundfoundry-erasures',
  DEAD: 'soundfoundry-dead',
}
const RETRIES_DEFAULT = 3

/** How `wrangler.toml` wants each queue to be consumed. */
export function readQueueSettings(): Record<keyof typeof NAMES, QueueSettings> {
  const toml = readFileSync(new URL('../../wrangler.toml', import.meta.url), 'utf8')
  const sections = toml.split(/^\[/m).filter((section) => section.startsWith('[queues.consumers]]'))
  const consumers = sections.map((section) => {
    const setting = (name: string) =>
      new RegExp(`^${name} = "?([^"\\n]+)"?`, 'm').exec(section)?.[1]
    return {
      queue: setting('queue') ?? '',
      maxBatchSize: Number(setting('max_batch_size')),
      maxRetries: Number(setting('max_retries') ?? RETRIES_DEFAULT),
      deadLetterQueue: setting('dead_letter_queue') ?? null,
    }
  })
  const find = (name: string) => {
    const found = consumers.find(({ queue }) => queue === name)
    if (!found) throw new Error(`wrangler.toml consumes no ${name}`)
    return found
  }
  return {
    JOBS: find(NAMES.JOBS),
    FINISHES: find(NAMES.FINISHES),
    PAYMENTS: find(NAMES.PAYMENTS),
    ERASURES: find(NAMES.ERASURES),
    DEAD: find(NAMES.DEAD),
  }
}
