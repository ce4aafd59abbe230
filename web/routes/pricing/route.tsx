import { apiContext } from '../../api/client.ts'
import { publicAddress } from '../../api/public-address.ts'
import { readPricing } from '../../api/read-pricing.ts'
import { readForm } from '../../forms/read-form.ts'
import { BuyForm } from '../../packs/buy-form.tsx'
import { buyPack, postToStripe } from '../../packs/buy-pack.ts'
import { Packs } from '../../packs/packs.tsx'
import { useReloadWhenRestored } from '../../packs/use-reload-when-restored.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { Page } from '../../ui/page.tsx'
import { describePage } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { Intro } from './intro.tsx'
import { ModelPrices } from './model-prices.tsx'
import styles from './pricing.module.css'
import { Questions } from './questions.tsx'

const SIGN_UP_AND_RETURN = `/sign-up?next=${encodeURIComponent('/pricing#packs')}`

export const meta: Route.MetaFunction = ({ loaderData }) =>
  describePage({
    title: 'Pricing · SoundFoundry',
    description:
      'What a track costs, and what you get for free. There is no subscription, and a failed track costs nothing.',
    address: loaderData?.address,
  })

/** The browser must not keep the page: after a visit to Stripe it needs a key for another purchase. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export async function loader({ context, url }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  const pricing = await readPricing(api, url)
  return { pricing, pageKey: crypto.randomUUID(), address: publicAddress(api, '/pricing') }
}

export async function action({ context, request, url }: Route.ActionArgs) {
  return buyPack(context.get(apiContext), await readForm(request), url)
}

export function clientAction(post: Route.ClientActionArgs) {
  return postToStripe(post)
}

export default function Pricing({ loaderData, actionData }: Route.ComponentProps) {
  const { pricing, pageKey } = loaderData
  const { person } = useVisitor()
  useReloadWhenRestored()
  return (
    <Page>
      <Intro pricing={pricing} />
      {pricing.packs.length > 0 && (
        <section aria-labelledby="packs" className={styles.section}>
          <h2 id="packs">Credit packs</h2>
          <p className={styles.how}>One payment through Stripe. We never see your card number.</p>
          <Packs
            packs={pricing.packs}
            rates
            creditsPerTrack={pricing.creditsPerTrack}
            action={(pack, look) =>
              person ? (
                <BuyForm pack={pack} pageKey={pageKey} look={look} failure={actionData} />
              ) : (
                <ButtonLink to={SIGN_UP_AND_RETURN} look={look} className={styles.buy}>
                  Buy {countCredits(pack.credits)}
                </ButtonLink>
              )
            }
          />
        </section>
      )}
      <section aria-labelledby="models" className={styles.section}>
        <h2 id="models">What a track costs</h2>
        <p className={styles.how}>
          Choose a model, or leave it on Automatic ({countCredits(pricing.creditsPerTrack)}).
        </p>
        <ModelPrices models={pricing.models} />
      </section>
      <Questions pricing={pricing} />
    </Page>
  )
}
