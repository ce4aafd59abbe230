import { data, redirect } from 'react-router'
import { readFormError } from '../../api/answers.ts'
import type { Api } from '../../api/client.ts'
import type { StripeFailure } from '../../packs/buy-pack.ts'

/** Answers a redirect to Stripe's page with the person's invoices, or why not. */
export async function openPortal(api: Api, url: URL) {
  const answer = await api.api.credits.portal.$post()
  if (answer.ok) return redirect((await answer.json()).url)
  const error = await readFormError(answer, url)
  return data<StripeFailure>({ error, pack: '', idempotencyKey: '' }, { status: answer.status })
}
