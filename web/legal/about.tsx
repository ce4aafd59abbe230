import { Link } from 'react-router'
import { apiContext } from '../api/client.ts'
import { publicAddress } from '../api/public-address.ts'
import { describePage } from '../ui/page-title.ts'
import type { Route } from './+types/about'
import { LegalPage } from './legal-page.tsx'

export const meta: Route.MetaFunction = ({ loaderData }) =>
  describePage({
    title: 'About · SoundFoundry',
    description: 'An AI music studio that is careful with other people’s money and music.',
    address: loaderData?.address,
  })

export function loader({ context }: Route.LoaderArgs) {
  return { address: publicAddress(context.get(apiContext), '/about') }
}

export default function About() {
  return (
    <LegalPage
      title="About SoundFoundry"
      lead="An AI music studio that is careful with other people’s money and music."
      updated="2026-11-29"
    >
      <h2>What it is</h2>
      <p>
        You say what you want to hear, and a music model makes it: with your lyrics, with lyrics
        that it writes, or without a voice. The studio doesn’t have a model of its own. It finds the
        right one for each song, watches over it until the track is stored, and turns to another
        service when one fails.
      </p>

      <h2>What it cares about</h2>
      <ul>
        <li>You know the price before you press, and pay for finished tracks only.</li>
        <li>Nothing gets lost: not your words, not your credits, not a track that came late.</li>
        <li>What you hear and see is real: every waveform is drawn from its own sound.</li>
        <li>It works with a keyboard, with a screen reader, and without scripts.</li>
      </ul>

      <h2>Open source</h2>
      <p>
        All of it is open under the MIT license: the pages, the API, the ledger that counts the
        credits, and the tests that hold it. Anybody can read it, change it, and run a studio with
        it.
      </p>

      <h2>The music</h2>
      <p>
        Tracks are made by machines, and we don’t hide that. What you may do with them depends on
        the model: <Link to="/license">see the music license</Link>.
      </p>
    </LegalPage>
  )
}
