import { buryMessage } from '../db/dead-messages.ts'
import { eraseAccount } from '../domain/accounts/erase-account.ts'
import { sendMail } from '../domain/accounts/send-mail.ts'
import { measureFile } from '../domain/files/measure-file.ts'
import { storeCover } from '../domain/files/store-cover.ts'
import { finishAttempt } from '../domain/jobs/finish-attempt.ts'
import { stopRenders } from '../domain/jobs/stop-renders.ts'
import { submitJob } from '../domain/jobs/submit-job.ts'
import { watchAttempt } from '../domain/jobs/watch-attempt.ts'
import { checkPurchase } from '../domain/purchases/check-purchase.ts'
import { receiveEvent } from '../domain/purchases/receive-event.ts'
import { readMessage } from '../messages/message.ts'
import type { Outcome } from '../messages/outcome.ts'
import { log, logError, logPassingError } from '../observability/log.ts'
import type { Services } from '../services.ts'

const RETRY_SECONDS = [1, 2, 5, 15, 30, 60] as const
const TRIES_PER_REPORT = 5
const UNKNOWN_RETRY_SECONDS = 60
/** Ten tries of a minute and ninety of an hour: together almost the four days for which a queue keeps a message. */
const BURY_RETRY = { soonSeconds: 60, soonTries: 10, laterSeconds: 3_600 } as const
const DEAD_LETTER_QUEUE = 'soundfoundry-dead'

/** Only this loop acks and retries. */
export async function consume(services: Services, batch: MessageBatch): Promise<void> {
  if (batch.queue === DEAD_LETTER_QUEUE) return bury(services, batch)
  await Promise.all(batch.messages.map((message) => consumeOne(services, message)))
}

async function consumeOne(services: Services, message: Message): Promise<void> {
  const outcome = await handle(services, message.body).catch((error): Outcome => {
    const report = message.attempts % TRIES_PER_REPORT === 0 ? logError : logPassingError
    report('message_failed', error, { messageId: message.id })
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
  const message = readMessage(body)
  if (message === null) return { retryAfterSeconds: UNKNOWN_RETRY_SECONDS }
  switch (message.kind) {
    case 'submit':
      return submitJob(services, message.jobId)
    case 'watch':
      return watchAttempt(services, message)
    case 'finish':
      return finishAttempt(services, message.attemptId)
    case 'stop':
      return stopRenders(services, message.jobId)
    case 'erase':
      return eraseAccount(services, message.userId)
    case 'mail':
      return sendMail(services, message.mailId)
    case 'payment':
      return receiveEvent(services, message.eventId)
    case 'purchase':
      return checkPurchase(services, message.purchaseId)
    case 'measure':
      return measureFile(services, message.fileId)
    case 'draw':
      return storeCover(services, message.trackId)
  }
}

/** Keeps dead messages for operators, who can have cron send them again. */
async function bury({ db }: Services, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    const { id, body } = message
    try {
      await buryMessage(db, { id, body })
      const died = new Error('Every try failed')
      logError('message_dead', died, { messageId: id, body: JSON.stringify(body) })
      message.ack()
    } catch (error) {
      logPassingError('message_not_buried', error, { messageId: id })
      const { soonSeconds, soonTries, laterSeconds } = BURY_RETRY
      message.retry({ delaySeconds: message.attempts <= soonTries ? soonSeconds : laterSeconds })
    }
  }
}
