import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'
import type { PurchaseAnswer } from '../../../worker/domain/purchases/purchase-answer.ts'
import { readAnswer } from '../../api/answers.ts'
import { askBalance, type Balance } from '../../api/balance.ts'
import type { Api } from '../../api/client.ts'
import { type Pricing, readPricing } from '../../api/read-pricing.ts'

/** Part of a list, newest first. The cursor is null where nothing is older. */
export type Part<Item> = { items: Item[]; nextCursor: string | null }

export type CreditsView = {
  balance: Balance
  pricing: Pricing
  purchases: Part<PurchaseAnswer>
  ledger: Part<LedgerLine>
}

const PURCHASES = '10'
const LINES = '25'

/** Everything that the page shows. The address says where each list begins. */
export async function readCreditsView(api: Api, url: URL): Promise<CreditsView> {
  const { searchParams } = url
  const part = (name: string, limit: string) => {
    const cursor = searchParams.get(name)
    return { query: { limit, ...(cursor ? { cursor } : {}) } }
  }
  const { credits } = api.api
  const [balance, purchases, ledger, pricing] = await Promise.all([
    askBalance(api),
    credits.purchases.$get(part('purchases', PURCHASES)),
    credits.ledger.$get(part('ledger', LINES)),
    readPricing(api, url),
  ])
  return {
    balance: await readAnswer(balance, url),
    pricing,
    purchases: await readAnswer(purchases, url),
    ledger: await readAnswer(ledger, url),
  }
}
