/** The bindings of the queues in `wrangler.toml`. A consumer takes every kind of message from each of them. */
export const QUEUE_NAMES = [
  'JOBS',
  'FINISHES',
  'PAYMENTS',
  'MAILS',
  'ERASURES',
  'MEASURES',
] as const

export type QueueName = (typeof QUEUE_NAMES)[number]
