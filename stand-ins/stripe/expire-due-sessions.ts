import { nowSeconds } from './ids.ts'
import { expireSession } from './payments/expire-session.ts'
import { NO_REQUEST } from './payments/payment-context.ts'
import type { Store } from './store.ts'

const LOOK_MILLISECONDS = 1000

/** Until stopped, expires every account's open sessions when their time is over. */
export function startExpiry(store: Store, origin: string): { stop(): void } {
  const timer = setInterval(() => {
    for (const key of store.keys()) expireDueSessions(store, key, origin)
  }, LOOK_MILLISECONDS)
  return { stop: () => clearInterval(timer) }
}

function expireDueSessions(store: Store, key: string, origin: string): void {
  const now = nowSeconds()
  store.write(key, (tx) => {
    for (const session of tx.list('sessions'))
      if (session.status === 'open' && session.expires_at <= now)
        expireSession({ tx, origin, request: NO_REQUEST }, session)
  })
}
