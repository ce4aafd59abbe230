import type { PlantedBug } from './planted-bugs.ts'

const WEBHOOK = 'worker/webhooks/fal.test.ts'

/** Mistakes with the webhooks that FAL sends. */
export const WEBHOOK_BUGS: readonly PlantedBug[] = [
  {
    name: "FAL's signature is not checked",
    file: 'worker/webhooks/fal.ts',
    find: 'verifyFal(keys, falUrl(config, KEYS_URL), headers, body, now()),',
    replace: 'Promise.resolve(true),',
    test: WEBHOOK,
  },
  {
    name: 'a webhook that FAL signed long ago is taken',
    file: 'worker/providers/fal/signature.ts',
    find: 'const SIGNATURE_SECONDS_MAX = 300',
    replace: 'const SIGNATURE_SECONDS_MAX = 86_400',
    test: WEBHOOK,
  },
  {
    name: 'a webhook whose enqueueing failed is lost when it comes again',
    file: 'worker/db/inbox.ts',
    find: 'on conflict (provider, event_id) do update set received_at = inbox.received_at',
    replace: 'on conflict (provider, event_id) do nothing',
    test: WEBHOOK,
  },
]
