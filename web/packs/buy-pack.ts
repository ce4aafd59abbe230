import { data, redirect } from 'react-router'
import { type ApiError, readFormError } from '../api/answers.ts'
import type { Api } from '../api/client.ts'
import { readTexts } from '../forms/read-texts.ts'

type Purchase = Parameters<Api['api']['credits']['checkout']['$post']>[0]['json']

/** Why a page of Stripe's could not be opened, and the key that makes pressing again harmless. */
export type StripeFailure = {
  error: ApiError
  /** Empty where no pack was asked for. */
  pack: string
  idempotencyKey: string
}

const OUT_OF_REACH =
  'The studio can’t be reached right now. Nothing was charged: check your connection and press again.'

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

/** What the form shows where the server can't be reached. */
export async function answerOffline(request: Request, serverAction: () => Promise<StripeFailure>) {
  const form = await request.clone().formData()
  try {
    return await serverAction()
  } catch (problem) {
    // Only a failed fetch is a TypeError; a redirect is thrown, too.
    if (!(problem instanceof TypeError)) throw problem
    const error: ApiError = { code: 'unavailable', message: OUT_OF_REACH, requestId: '' }
    const failure: StripeFailure = { error, ...readTexts(form, ['pack', 'idempotencyKey']) }
    // A failure's status, so that the page isn't loaded anew from where nothing answers.
    return data(failure, { status: 503 })
  }
}
