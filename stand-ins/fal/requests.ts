import { isForgotten, placedAtOf, type QueueRequest } from './queue-request.ts'
import type { Store } from './services.ts'

/** The key's request of that id, unless FAL has forgotten it. */
export function findRequest(store: Store, key: string, id: string): QueueRequest | undefined {
  const request = store.read(key).find('requests', id)
  return request && !isForgotten(request, Date.now()) ? request : undefined
}

/** The key's requests that FAL hasn't forgotten, in the order of submission. */
export function listRequests(store: Store, key: string): QueueRequest[] {
  return store
    .read(key)
    .list('requests')
    .filter((request) => !isForgotten(request, Date.now()))
}

/** Those that wait for a place, in the order in which they get one. */
export function listWaiting(store: Store, key: string): QueueRequest[] {
  const waiting = listRequests(store, key).filter(
    (request) => request.completedAt === null && placedAtOf(request) === null,
  )
  const isLow = ({ headers }: QueueRequest) => headers['x-fal-queue-priority'] === 'low'
  return [...waiting.filter((each) => !isLow(each)), ...waiting.filter(isLow)]
}

/** How many get a place before it, if it waits for one. */
export function countAhead(store: Store, { key, id }: QueueRequest): number {
  return Math.max(
    0,
    listWaiting(store, key).findIndex((each) => each.id === id),
  )
}

/** How many have a place and aren't over. */
export function countPlaced(store: Store, key: string): number {
  return listRequests(store, key).filter(
    (request) => request.completedAt === null && placedAtOf(request) !== null,
  ).length
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
