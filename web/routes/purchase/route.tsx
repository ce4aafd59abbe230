import { readAnswer } from '../../api/answers.ts'
import { netCredits } from '../../api/balance.ts'
import { apiContext } from '../../api/client.ts'
import { describePurchase } from '../../packs/describe-purchase.ts'
import { Page } from '../../ui/page.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { PurchaseFacts } from './purchase-facts.tsx'
import { PurchaseNews } from './purchase-news.tsx'

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData ? describePurchase(loaderData.purchase).title : 'Purchase')

/** Stripe's pay page leads back here, which proves no payment: the page shows only what Stripe told the API. */
export async function loader({ context, url, params: { id } }: Route.LoaderArgs) {
  const { credits } = context.get(apiContext).api
  const found = await credits.purchases[':id'].$get({ param: { id } })
  const purchase = await readAnswer(found, url)
  // Read after the purchase: asking for a purchase may add its credits.
  return { purchase, balance: netCredits(await readAnswer(await credits.$get(), url)) }
}

export default function Purchase({ loaderData: { purchase, balance } }: Route.ComponentProps) {
  return (
    <Page width="text">
      <PurchaseNews purchase={purchase} balance={balance} />
      <PurchaseFacts purchase={purchase} />
    </Page>
  )
}
