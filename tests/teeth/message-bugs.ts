// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const SUBMIT = 'worker/domain/jobs/submit-job.test.ts'
const RESCUE = 'worker/cron/every-minute.test.ts'

/** Mistakes with messages that another deploy sent, or whose every try failed. */
export const MESSAGE_BUGS: readonly PlantedBug[] = [
  {
    name: 'a message of a later deploy is dropped',
    file: 'worker/queues/index.ts',
    find: 'if (message === null) return { retryAfterSeconds: UNKNOWN_RETRY_SECONDS }',
    replace: "if (message === null) return { dropBecause: 'unknown' }",
    test: SUBMIT,
  },
  {
    name: 'a message of a newer version is read as one of ours',
    file: 'worker/messages/message.ts',
    find: '!stamped.success || stamped.data.version > MESSAGE_VERSION',
    replace: '!stamped.success',
    test: SUBMIT,
  },
  {
    name: 'a message of the deploy before can no longer be read',
    file: 'worker/messages/message.ts',
    find: 'version: z.number().default(1)',
    replace: 'version: z.number()',
    test: SUBMIT,
  },
  {
    name: 'a dead message is not kept',
    file: 'worker/queues/index.ts',
    find: 'await buryMessage(db, { id, body })',
    replace: '',
    test: RESCUE,
  },
  {
    name: 'a dead message is acknowledged though it could not be kept',
    file: 'worker/queues/index.ts',
    find: 'message.retry({ delaySeconds: message.attempts <= soonTries ? soonSeconds : laterSeconds })',
    replace: 'message.ack()',
    test: RESCUE,
  },
  {
    name: 'a dead message that comes again can’t be kept',
    file: 'migrations/0005_fallbacks.sql',
    find: 'id text primary key, body jsonb not null,',
    replace: 'id text not null, body jsonb not null,',
    test: RESCUE,
  },
  {
    name: 'a dead message is sent again with every round',
    file: 'worker/cron/replay-messages.ts',
    find: '.then(() => markReplayed(services.db, id))',
    replace: '',
    test: RESCUE,
  },
  {
    name: 'a dead message counts as sent again though it could not be sent',
    file: 'worker/cron/replay-messages.ts',
    find: 'await services.queues.send(message).then(() => markReplayed(services.db, id))',
    replace: 'await markReplayed(services.db, id).then(() => services.queues.send(message))',
    test: RESCUE,
  },
  {
    name: 'messages of a later deploy keep others from being sent again',
    file: 'worker/cron/replay-messages.ts',
    find: '      await requeueLast(services.db, id) ',
    replace: '',
    test: RESCUE,
  },
  {
    name: 'a dead message can be asked for twice',
    file: 'worker/db/dead-messages.ts',
    find: 'where replay_at is null and (${id}',
    replace: 'where replayed_at is null and (${id}',
    test: RESCUE,
  },
]
