import { apiContext } from '../../api.ts'
import { readTrackPrice } from '../track-price.ts'
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
  return { creditsPerTrack: await readTrackPrice(context.get(apiContext), url) }
}

export default function Landing({ loaderData: { creditsPerTrack } }: Route.ComponentProps) {
  return (
    <>
      <Hero creditsPerTrack={creditsPerTrack} />
      <ForgedWaveform />
      <HowItWorks />
      <Promises creditsPerTrack={creditsPerTrack} />
      <Prices creditsPerTrack={creditsPerTrack} />
      <Closing creditsPerTrack={creditsPerTrack} />
    </>
  )
}
