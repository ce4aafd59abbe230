import { apiContext } from '../../api/client.ts'
import { readPricing } from '../../api/read-pricing.ts'
import { BuyForm } from '../../packs/buy-form.tsx'
import { buyPack, postToStripe } from '../../packs/buy-pack.ts'
import { Packs } from '../../packs/packs.tsx'
import { useReloadWhenRestored } from '../../packs/use-reload-when-restored.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { Page } from '../../ui/page.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { Intro } from './intro.tsx'
import { ModelPrices } from './model-prices.tsx'
import styles from './pricing.module.css'
import { Questions } from './questions.tsx'

const SIGN_UP_AND_RETURN = `/sign-up?next=${encodeURIComponent('/pricing#packs')}`

export const meta = () => [
  ...pageTitle('Pricing'),
  {
    name: 'description',
    content: 'What a track costs, and what you get for nothing. A track that fails costs nothing.',
  },
]

/** The browser must not keep the page: after a visit to Stripe it needs a key for another purchase. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export async function loader({ context, url }: Route.LoaderArgs) {
  const pricing = await readPricing(context.get(apiContext), url)
  return { pricing, pageKey: crypto.randomUUID() }
}

export async function action({ context, request, url }: Route.ActionArgs) {
  return buyPack(context.get(apiContext), await request.formData(), url)
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
          <p className={styles.how}>
            You pay once, on Stripe’s page. Your card’s number never reaches the studio.
          </p>
          <Packs
            packs={pricing.packs}
            rates
            creditsPerTrack={pricing.creditsPerTrack}
            action={(pack) =>
              person ? (
                <BuyForm pack={pack} pageKey={pageKey} failure={actionData} />
              ) : (
                <ButtonLink to={SIGN_UP_AND_RETURN} className={styles.buy}>
                  Buy {countCredits(pack.credits)}
                </ButtonLink>
              )
            }
          />
        </section>
      )}
      <section aria-labelledby="models" className={styles.section}>
        <h2 id="models">What a track takes</h2>
        <p className={styles.how}>
          You pick the model, or leave it to the studio: then it is{' '}
          {countCredits(pricing.creditsPerTrack)}.
        </p>
        <ModelPrices models={pricing.models} />
      </section>
      <Questions pricing={pricing} />
    </Page>
  )
}
