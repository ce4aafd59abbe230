import type { QueueRequest } from './queue-request.ts'
import type { Store } from './services.ts'

/** The key's request of that id, unless FAL has forgotten it. */
export function findRequest(store: Store, key: string, id: string): QueueRequest | undefined {
  const request = store.read(key).find('requests', id)
  return request?.forgotten ? undefined : request
}

/** The key's requests that FAL hasn't forgotten, in the order of submission. */
export function listRequests(store: Store, key: string): QueueRequest[] {
  return store
    .read(key)
    .list('requests')
    .filter(({ forgotten }) => !forgotten)
}

export function keepRequest(store: Store, request: QueueRequest): void {
  store.write(request.key, (tx) => tx.put('requests', request))
}

/** Forgets a request for good, along with its unsent webhooks. */
export function forgetRequest(store: Store, request: QueueRequest): void {
  store.write(request.key, (tx) => {
    tx.put('requests', { ...request, forgotten: true })
    for (const webhook of tx.list('deliveries'))
      if (webhook.requestId === request.id) tx.put('deliveries', { ...webhook, state: 'failed' })
  })
}
