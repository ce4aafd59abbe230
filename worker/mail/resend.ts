import { z } from 'zod'
import type { Config } from '../env.ts'
import type { Mail, Mailer, MailOutcome } from './mailer.ts'

const RESEND_URL = 'https://api.resend.com'
const TIMEOUT_MS = 8_000

type Settings = { apiKey: string; from: string; baseUrl: string }

/** Null where mail isn't configured. */
export function openMailer(config: Config): Mailer | null {
  const { MAIL_API_KEY: apiKey, MAIL_FROM: from, MAIL_BASE_URL: baseUrl = RESEND_URL } = config
  if (!apiKey || !from) return null
  return { send: (mail) => send({ apiKey, from, baseUrl }, mail) }
}

/** Resend keeps an idempotency key for a day: until then a repeated mail is sent once. */
async function send({ apiKey, from, baseUrl }: Settings, mail: Mail): Promise<MailOutcome> {
  const { key, to, subject, text } = mail
  try {
    const answer = await fetch(new URL('/emails', baseUrl), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ from, to: [to], subject, text }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (answer.ok) return { kind: 'sent' }
    return readRefusal(answer)
  } catch {
    return { kind: 'unavailable', why: 'no answer', isOurs: false, retryAfterSeconds: null }
  }
}

const Refusal = z.object({ name: z.string().max(100), message: z.string().catch('') })

/** Of what is wrong with the request only the recipient is the person's; a key or a sender is ours. */
async function readRefusal(answer: Response): Promise<MailOutcome> {
  const refusal = Refusal.safeParse(await answer.json().catch(() => null)).data
  const why = `${answer.status} ${refusal?.name ?? 'without a reason'}`
  // The first mail with this key went out, in words that have changed since.
  if (refusal?.name === 'invalid_idempotent_request') return { kind: 'sent' }
  if (answer.status === 422 && /`to`/.test(refusal?.message ?? '')) return { kind: 'refused', why }
  const isBusy = answer.status === 429 || answer.status === 409 || answer.status >= 500
  const isQuota = refusal?.name.endsWith('_quota_exceeded') ?? false
  return {
    kind: 'unavailable',
    why,
    isOurs: !isBusy || isQuota,
    retryAfterSeconds: isQuota ? null : readSeconds(answer.headers.get('retry-after')),
  }
}

function readSeconds(header: string | null): number | null {
  const seconds = Number(header)
  return header !== null && Number.isInteger(seconds) && seconds > 0 && seconds <= 3_600
    ? seconds
    : null
}
