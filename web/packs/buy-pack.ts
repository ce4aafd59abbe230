import { data, redirect } from 'react-router'
import { readFormError } from '../api/answers.ts'
import type { Api } from '../api/client.ts'
import { type FormError, postForm } from '../forms/post-form.ts'
import { readTexts } from '../forms/read-texts.ts'

type Purchase = Parameters<Api['api']['credits']['checkout']['$post']>[0]['json']

/** Why a page of Stripe's could not be opened, and the key that makes pressing again harmless. */
export type StripeFailure = {
  error: FormError
  /** Empty where no pack was asked for. */
  pack: string
  idempotencyKey: string
}

/** Answers `BuyForm` with a redirect to Stripe's pay page, or with why not. */
export async function buyPack(api: Api, form: FormData, url: URL) {
  const { pack, idempotencyKey: key } = readTexts(form, ['pack', 'idempotencyKey'])
  const answer = await api.api.credits.checkout.$post({
    // The API rejects a name that isn't a pack's.
    json: { pack: pack as Purchase['pack'] },
    header: key ? { 'idempotency-key': key } : {},
  })
  if (answer.ok) {
    const { url: payPage } = await answer.json()
    return redirect(payPage)
  }
  const error = await readFormError(answer, url)
  // A key that began another purchase is used up; any other makes pressing again harmless.
  const idempotencyKey = error.code === 'conflict' ? crypto.randomUUID() : key
  return data<StripeFailure>({ error, pack, idempotencyKey }, { status: answer.status })
}

/** Posts a form that leads to Stripe. One that wasn't taken keeps its key. */
export function postToStripe(post: {
  request: Request
  serverAction: () => Promise<StripeFailure>
}) {
  const keep = (form: FormData) => readTexts(form, ['pack', 'idempotencyKey'])
  return postForm(post, keep, 'Nothing was charged.')
}
