import { data, redirect } from 'react-router'
import { type ApiError, readFormError } from '../api/answers.ts'
import type { Api } from '../api/client.ts'
import { postOffline } from '../forms/post-offline.ts'
import { readTexts } from '../forms/read-texts.ts'

type Purchase = Parameters<Api['api']['credits']['checkout']['$post']>[0]['json']

/** Why a page of Stripe's could not be opened, and the key that makes pressing again harmless. */
export type StripeFailure = {
  error: ApiError
  /** Empty where no pack was asked for. */
  pack: string
  idempotencyKey: string
}

/** Answers `BuyForm`: on to Stripe's pay page, or why not. */
export async function buyPack(api: Api, form: FormData, url: URL) {
  const { pack, idempotencyKey: key } = readTexts(form, ['pack', 'idempotencyKey'])
  const answer = await api.api.credits.checkout.$post({
    // A name that isn't a pack's is refused by the API.
    json: { pack: pack as Purchase['pack'] },
    header: key ? { 'idempotency-key': key } : {},
  })
  if (answer.ok) {
    const { url: payPage } = await answer.json()
    return redirect(payPage)
  }
  const error = await readFormError(answer, url)
  // A key that began another purchase is used up; any other keeps a repeated press harmless.
  const idempotencyKey = error.code === 'conflict' ? crypto.randomUUID() : key
  return data<StripeFailure>({ error, pack, idempotencyKey }, { status: answer.status })
}

/** Posts `BuyForm`, which keeps its key where the server can't be reached. */
export function postToStripe(post: {
  request: Request
  serverAction: () => Promise<StripeFailure>
}) {
  return postOffline(post, {
    advice: 'Nothing was charged: check your connection and press again.',
    keep: (form) => readTexts(form, ['pack', 'idempotencyKey']),
  })
}
