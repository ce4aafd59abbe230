// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const ADAPTER = 'worker/providers/replicate/provider.test.ts'
const WEBHOOK = 'worker/webhooks/replicate.test.ts'

/** Mistakes with a provider that could be paid twice, and with webhooks that only claim to be its. */
export const REPLICATE_BUGS: readonly PlantedBug[] = [
  {
    name: "Replicate's client may repeat a create that failed",
    file: 'worker/providers/replicate/client.ts',
    find: 'const FENCED_STATUS = 499',
    replace: 'const FENCED_STATUS = 429',
    test: ADAPTER,
  },
  {
    name: "Replicate's client may repeat a create whose answer was lost",
    file: 'worker/providers/replicate/client.ts',
    find: "redirect: 'manual' }).catch(() => null)",
    replace: "redirect: 'manual' })",
    test: ADAPTER,
  },
  {
    name: 'a submit whose answer was lost counts as refused',
    file: 'worker/providers/read-submit-answer.ts',
    find: 'if (status === null || (status > 500 && status !== 503))',
    replace: 'if (status !== null && status > 500 && status !== 503)',
    test: ADAPTER,
  },
  {
    name: 'a gateway that gave up counts as a refusal of the provider behind it',
    file: 'worker/providers/read-submit-answer.ts',
    find: 'if (status === null || (status > 500 && status !== 503))',
    replace: 'if (status === null)',
    test: ADAPTER,
  },
  {
    name: 'a prediction counts as missing although only the newest were looked at',
    file: 'worker/providers/replicate/find-prediction.ts',
    find: "next && recent.length === results.length ? 'unavailable' : 'missing'",
    replace: "next === undefined ? 'unavailable' : 'missing'",
    test: ADAPTER,
  },
  {
    name: "Replicate's signature is not checked",
    file: 'worker/webhooks/replicate.ts',
    find: 'verifyReplicate(keys, config, headers, body, now()),',
    replace: 'Promise.resolve(true),',
    test: WEBHOOK,
  },
  {
    name: 'an address that we did not make is taken for one of ours',
    file: 'worker/webhooks/receive-attempt-event.ts',
    find: 'if (!isOurs || !(await isSigned(',
    replace: 'if (!(await isSigned(',
    test: WEBHOOK,
  },
  {
    name: 'a webhook that Replicate signed long ago is taken',
    file: 'worker/providers/replicate/signature.ts',
    find: 'const SIGNATURE_SECONDS_MAX = 300',
    replace: 'const SIGNATURE_SECONDS_MAX = 86_400',
    test: WEBHOOK,
  },
  {
    name: 'while a secret is replaced only its first signature counts',
    file: 'worker/providers/replicate/signature.ts',
    find: 'signatures.map((each)',
    replace: 'signatures.slice(0, 1).map((each)',
    test: WEBHOOK,
  },
  {
    name: 'every webhook whose signature does not fit asks for the secret again',
    file: 'worker/crypto/signing-keys.ts',
    find: 'const REFETCH_SECONDS_MIN = 60',
    replace: 'const REFETCH_SECONDS_MIN = -1',
    test: WEBHOOK,
  },
  {
    name: 'the webhook of another prediction ties to the attempt',
    file: 'worker/db/inbox.ts',
    find: 'and coalesce(provider_request_id, ${event.requestId}) = ${event.requestId}',
    replace: '',
    test: WEBHOOK,
  },
  {
    name: 'a prediction that has only begun wakes a finish',
    file: 'worker/webhooks/replicate.ts',
    find: 'if (!ENDS.includes(prediction.status))',
    replace: "if (prediction.status === '')",
    test: WEBHOOK,
  },
]
