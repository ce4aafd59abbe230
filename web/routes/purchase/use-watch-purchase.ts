import { useEffect, useState } from 'react'
import { useLocation, useRevalidator } from 'react-router'
import type { PurchaseAnswer } from '../../../worker/domain/purchases/purchase-answer.ts'
import { browserApi } from '../../api/client.ts'

const EVERY_MILLISECONDS = 2_000
const TIMES = 30

/**
 * Asks every two seconds, for about a minute, whether a pending purchase was paid, and reloads the
 * page's data when its status changed. Answers whether it is still asking. Coming to the page again
 * starts over.
 */
export function useWatchPurchase({ id, status }: PurchaseAnswer): boolean {
  const { revalidate } = useRevalidator()
  const { key } = useLocation()
  const [gaveUpAt, setGaveUpAt] = useState<string | null>(null)
  useEffect(() => {
    if (status !== 'pending') return
    let times = 0
    const timer = setInterval(async () => {
      if (document.hidden) return
      times += 1
      if (times === TIMES) {
        clearInterval(timer)
        setGaveUpAt(key)
      }
      const now = await askStatus(id)
      if (now !== null && now !== status) void revalidate()
    }, EVERY_MILLISECONDS)
    return () => clearInterval(timer)
  }, [id, status, key, revalidate])
  return status === 'pending' && gaveUpAt !== key
}

/** Null while the studio can't be reached. */
async function askStatus(id: string): Promise<PurchaseAnswer['status'] | null> {
  try {
    const answer = await browserApi.api.credits.purchases[':id'].$get({ param: { id } })
    return answer.ok ? (await answer.json()).status : null
  } catch {
    return null
  }
}
