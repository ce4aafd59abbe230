import { apiContext } from '../../api/client.ts'
import { publicAddress } from '../../api/public-address.ts'
import { readExamples } from '../../api/read-examples.ts'
import { readPricing } from '../../api/read-pricing.ts'
import { Main } from '../../ui/main.tsx'
import { describePage } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { Closing } from './closing.tsx'
import { Developers } from './developers.tsx'
import { Examples } from './examples.tsx'
import { Hero } from './hero.tsx'
import { HowItWorks } from './how-it-works.tsx'
import { Prices } from './prices.tsx'
import { Promises } from './promises.tsx'
import { Questions } from './questions.tsx'
import { Rights } from './rights.tsx'
import styles from './sections.module.css'

export const meta: Route.MetaFunction = ({ loaderData }) =>
  describePage({
    title: 'SoundFoundry: forge a finished song from one sentence',
    description:
      'Say what you want to hear and have a finished track in about a minute. The first ones are free, a failed one costs nothing, and the whole studio is open source.',
    address: loaderData?.address,
  })

export async function loader({ context, url }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  const [pricing, examples] = await Promise.all([readPricing(api, url), readExamples(api)])
  return { pricing, examples, address: publicAddress(api, '/') }
}

export default function Landing({ loaderData: { pricing, examples } }: Route.ComponentProps) {
  return (
    <Main className={styles.landing}>
      <Hero pricing={pricing} examples={examples} />
      <Examples examples={examples} />
      <HowItWorks />
      <Promises creditsPerTrack={pricing.creditsPerTrack} />
      <Rights />
      <Prices pricing={pricing} />
      <Questions pricing={pricing} />
      <Developers />
      <Closing pricing={pricing} />
    </Main>
  )
}
