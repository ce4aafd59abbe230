import { Link } from 'react-router'
import { apiContext } from '../../api/client.ts'
import { readForm } from '../../forms/read-form.ts'
import { buyPack, postToStripe } from '../../packs/buy-pack.ts'
import { useReloadWhenRestored } from '../../packs/use-reload-when-restored.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { BalanceCard } from './balance-card.tsx'
import { BuyCredits } from './buy-credits.tsx'
import styles from './credits.module.css'
import { readCreditsView } from './credits-view.ts'
import { Ledger } from './ledger.tsx'
import { openPortal } from './open-portal.ts'
import { Purchases } from './purchases.tsx'

export const meta = () => pageTitle('Credits')

/**
 * The browser must not keep the page: after a visit to Stripe it needs the new balance, and a key
 * for another purchase.
 */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export async function loader({ context, url }: Route.LoaderArgs) {
  const view = await readCreditsView(context.get(apiContext), url)
  // Stripe's page leads here when it is left. Whether the last purchase was paid, only Stripe says.
  const last = view.purchases.items[0]?.status
  const isUnpaid = last !== undefined && last !== 'paid' && last !== 'processing'
  const wasCanceled = isUnpaid && url.searchParams.has('canceled')
  const readAt = new Date().toISOString()
  return { ...view, wasCanceled, readAt, pageKey: crypto.randomUUID() }
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const form = await readForm(request)
  const api = context.get(apiContext)
  return form.get('intent') === 'portal' ? openPortal(api, url) : buyPack(api, form, url)
}

export function clientAction(post: Route.ClientActionArgs) {
  return postToStripe(post)
}

export default function Credits({ loaderData, actionData }: Route.ComponentProps) {
  const { balance, pricing, purchases, ledger, wasCanceled, readAt, pageKey } = loaderData
  const { confirmFirst } = useVisitor()
  useReloadWhenRestored()
  return (
    <Page>
      <PageHeading
        title="Credits"
        aside={
          <ButtonLink to="/create" look="secondary">
            Create a track
          </ButtonLink>
        }
      />
      {wasCanceled && (
        <div className={styles.notice}>
          <Notice kind="note">Payment canceled. Nothing was charged.</Notice>
        </div>
      )}
      {confirmFirst && (
        <div className={styles.notice}>
          <Notice kind="note">
            Your free credits come once your email is confirmed.{' '}
            <Link to="/verify">Get the link again</Link>
          </Notice>
        </div>
      )}
      <BalanceCard balance={balance} free={pricing.free} />
      <BuyCredits pricing={pricing} pageKey={pageKey} failure={actionData} />
      <Purchases purchases={purchases} failure={actionData} />
      <Ledger ledger={ledger} balance={balance} readAt={readAt} />
    </Page>
  )
}
