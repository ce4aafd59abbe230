import { checkPurchase } from '../domain/check-purchase.ts'
import { finishAttempt } from '../domain/finish-attempt.ts'
import type { Outcome } from '../domain/outcome.ts'
import { receivePayment } from '../domain/receive-payment.ts'
import { stopRenders } from '../domain/stop-renders.ts'
import { submitJob } from '../domain/submit-job.ts'
import { watchAttempt } from '../domain/watch-attempt.ts'
import { log, logError, logPassingError } from '../observability/log.ts'
import type { Services } from '../services.ts'
import { JobsMessage } from './messages.ts'

const RETRY_SECONDS = [1, 2, 5, 15, 30, 60] as const
/** A message that fails again and again is reported now and then, not with each of its tries. */
const TRIES_PER_REPORT = 5
const DEAD_LETTER_QUEUE = 'soundfoundry-dead'

/** Handles a batch, every message on its own and all at once: only this loop acks and retries. */
export async function consume(services: Services, batch: MessageBatch): Promise<void> {
  if (batch.queue === DEAD_LETTER_QUEUE) return bury(batch)
  await Promise.all(batch.messages.map((message) => consumeOne(services, message)))
}

async function consumeOne(services: Services, message: Message): Promise<void> {
  const outcome = await handle(services, message.body).catch((error): Outcome => {
    const tell = message.attempts % TRIES_PER_REPORT === 0 ? logError : logPassingError
    tell('message_failed', error, { messageId: message.id })
    return {
      retryAfterSeconds: RETRY_SECONDS[Math.min(message.attempts, RETRY_SECONDS.length) - 1] ?? 60,
    }
  })
  if ('retryAfterSeconds' in outcome)
    return message.retry({ delaySeconds: outcome.retryAfterSeconds })
  if ('dropBecause' in outcome)
    log('warn', 'message_dropped', { messageId: message.id, because: outcome.dropBecause })
  message.ack()
}

async function handle(services: Services, body: unknown): Promise<Outcome> {
  const parsed = JobsMessage.safeParse(body)
  if (!parsed.success) return { dropBecause: 'not a message we know' }
  switch (parsed.data.kind) {
    case 'submit':
      return submitJob(services, parsed.data.jobId)
    case 'watch':
      return watchAttempt(services, parsed.data)
    case 'finish':
      return finishAttempt(services, parsed.data.attemptId)
    case 'stop':
      return stopRenders(services, parsed.data.jobId)
    case 'payment':
      return receivePayment(services, parsed.data.eventId)
    case 'purchase':
      return checkPurchase(services, parsed.data.purchaseId)
  }
}

/** A message that failed to its end is told to operators; cron goes on with the row it named. */
function bury(batch: MessageBatch): void {
  for (const message of batch.messages) {
    const body = JSON.stringify(message.body)
    logError('message_dead', new Error('Every try failed'), { messageId: message.id, body })
    message.ack()
  }
}
