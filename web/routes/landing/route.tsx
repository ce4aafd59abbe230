import { apiContext } from '../../api/client.ts'
import { readPricing } from '../../api/read-pricing.ts'
import { Main } from '../../ui/main.tsx'
import type { Route } from './+types/route'
import { Closing } from './closing.tsx'
import { ForgedWaveform } from './forged-waveform.tsx'
import { Hero } from './hero.tsx'
import { HowItWorks } from './how-it-works.tsx'
import { Prices } from './prices.tsx'
import { Promises } from './promises.tsx'

export const meta = () => [
  { title: 'SoundFoundry: forge a finished song from one sentence' },
  {
    name: 'description',
    content:
      'Describe a song and watch it being made. A failed track costs nothing, your files are yours, and the whole studio is open source.',
  },
]

export async function loader({ context, url }: Route.LoaderArgs) {
  return { pricing: await readPricing(context.get(apiContext), url) }
}

export default function Landing({ loaderData: { pricing } }: Route.ComponentProps) {
  return (
    <Main>
      <Hero pricing={pricing} />
      <ForgedWaveform />
      <HowItWorks />
      <Promises creditsPerTrack={pricing.creditsPerTrack} />
      <Prices pricing={pricing} />
      <Closing pricing={pricing} />
    </Main>
  )
}
