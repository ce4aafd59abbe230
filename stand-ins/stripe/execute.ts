import { StripeFailure } from './errors.ts'
import type { PaymentContext } from './payments/payment-context.ts'
import type { Store } from './store.ts'
import type { Reply } from './tables.ts'

/** An answer's status and exact body, and whether it repeats an earlier one. */
export type Answer = Pick<Reply, 'requestId' | 'status' | 'body'> & { replayed?: true }

type Request = {
  key: string
  origin: string
  requestId: string
  /** Tells a repeated request from a different one under the same idempotency key. */
  fingerprint: string
  idempotencyKey: string | undefined
  /** The request is executed, but this is its answer. */
  failAfterwards: StripeFailure | undefined
  run: (context: PaymentContext) => object
}

/**
 * Executes a request and keeps its answer for its idempotency key, both or neither, so that a lost
 * answer can be asked for again. A request that fails changes nothing, but its answer is kept too.
 */
export function execute(store: Store, request: Request): Answer {
  const { key, origin, requestId, idempotencyKey, failAfterwards, run } = request
  try {
    return store.write(key, (tx) => {
      const object = run({
        tx,
        origin,
        request: { id: requestId, idempotency_key: idempotencyKey ?? null },
      })
      const reply = failAfterwards
        ? failureReply(request, failAfterwards)
        : replyOf(request, 200, object)
      if (idempotencyKey !== undefined) tx.put('replies', reply)
      return reply
    })
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error
    const reply = failureReply(request, error)
    if (idempotencyKey !== undefined) store.write(key, (tx) => tx.put('replies', reply))
    return reply
  }
}

const failureReply = (request: Request, failure: StripeFailure) =>
  replyOf(request, failure.status, failure.body)

function replyOf(
  { idempotencyKey, fingerprint, requestId }: Request,
  status: number,
  body: object,
): Reply {
  return {
    id: idempotencyKey ?? '',
    request: fingerprint,
    requestId,
    status,
    body: JSON.stringify(body, null, 2),
  }
}
