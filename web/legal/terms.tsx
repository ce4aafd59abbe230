import { Link } from 'react-router'
import { apiContext } from '../api/client.ts'
import { publicAddress } from '../api/public-address.ts'
import { describePage } from '../ui/page-title.ts'
import type { Route } from './+types/terms'
import { LegalPage } from './legal-page.tsx'

export const meta: Route.MetaFunction = ({ loaderData }) =>
  describePage({
    title: 'Terms · SoundFoundry',
    description: 'What you can expect of this studio, and what it expects of you.',
    address: loaderData?.address,
  })

export function loader({ context }: Route.LoaderArgs) {
  return { address: publicAddress(context.get(apiContext), '/terms') }
}

export default function Terms() {
  return (
    <LegalPage
      title="Terms"
      lead="What you can expect of this studio, and what it expects of you."
      updated="2026-11-29"
    >
      <h2>What the studio does</h2>
      <p>
        You describe a song, and the studio has a music model make it. It keeps the finished track
        for you to play. It does its best to be there, and can promise neither that it always is nor
        that a track sounds as you imagined it.
      </p>

      <h2>Your account</h2>
      <ul>
        <li>Use an address that is yours, and a password that you use nowhere else.</li>
        <li>What is done with your account counts as done by you.</li>
        <li>You can delete it at any time, on the account page. Deleting can’t be undone.</li>
      </ul>

      <h2>Credits and money</h2>
      <ul>
        <li>
          You see the price of a track before you press. It is on hold while we make the track.
        </li>
        <li>
          A track that fails costs nothing. Neither does one that you cancel before a music service
          has it. After that we pay for it, so a few cancels a day are free, and beyond them its
          credits stay spent. The page says so before you cancel. If the music still comes, it is
          yours; if it doesn’t, you get the credits back.
        </li>
        <li>
          Within 7 days you can get half of a track’s credits back, three times a month, and keep
          the track.
        </li>
        <li>
          Credits are bought once, through Stripe; there is no subscription. They don’t expire as
          long as the account exists, and lapse with it. They can’t be passed on or paid out.
        </li>
        <li>
          If a payment is refunded or disputed, its credits are taken back in the same share. If you
          have spent them already, your next pack covers that first.
        </li>
        <li>
          A studio that sells nothing gives everyone credits for the day instead. What isn’t used
          lapses at midnight UTC.
        </li>
      </ul>

      <h2>What you may not make</h2>
      <ul>
        <li>Music that imitates a real artist, or uses somebody else’s lyrics or brand.</li>
        <li>Words that attack people, or that break the law where you are.</li>
        <li>
          Anything that the terms of the music services forbid, which make the tracks. They refuse
          some requests by themselves; such a track costs nothing.
        </li>
      </ul>

      <h2>Your words and your music</h2>
      <p>
        Your prompts and lyrics stay yours. We use them to make your tracks, and for nothing else.
        We claim no rights in the tracks. What you may do with them depends on the model:{' '}
        <Link to="/license">see the music license</Link>.
      </p>

      <h2>When things go wrong</h2>
      <p>
        An account that is used against these terms, or to harm the studio or others, can be closed.
        As far as the law allows, the studio answers for no more than what you paid it in the last
        year. It doesn’t limit what it can’t limit by law.
      </p>

      <h2>Changes</h2>
      <p>When these terms change, the day at the end of this page changes with them.</p>
    </LegalPage>
  )
}
