import { apiContext } from '../api/client.ts'
import { publicAddress } from '../api/public-address.ts'
import { describePage } from '../ui/page-title.ts'
import type { Route } from './+types/privacy'
import { LegalPage } from './legal-page.tsx'

export const meta: Route.MetaFunction = ({ loaderData }) =>
  describePage({
    title: 'Privacy · SoundFoundry',
    description: 'What this studio knows about you, who else gets to see it, and how it is erased.',
    address: loaderData?.address,
  })

export function loader({ context }: Route.LoaderArgs) {
  return { address: publicAddress(context.get(apiContext), '/privacy') }
}

export default function Privacy() {
  return (
    <LegalPage
      title="Privacy"
      lead="No trackers, no advertising, nothing sold. Here is all that the studio knows."
      updated="2026-11-30"
    >
      <h2>What we keep</h2>
      <dl>
        {KEPT.map(([what, how]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>

      <h2>What your browser keeps</h2>
      <dl>
        {IN_THE_BROWSER.map(([what, how]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
      <p>
        There is no other cookie, and no script, font or picture from anybody else: pages may load
        from this site only, and your browser enforces that.
      </p>

      <h2>Who else gets what</h2>
      <dl>
        {OTHERS.map(([who, what]) => (
          <div key={who}>
            <dt>{who}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>

      <h2>How it is erased</h2>
      <p>
        A track in the trash is erased thirty days after it came there, or when you delete your
        account. When you delete your account, your name, your email and your password are gone at
        once, and you are signed out everywhere. Within minutes your tracks, their audio, your
        prompts and your lyrics are erased, and what is being made is stopped.
      </p>
      <p>
        Rows that credits and payments hang on stay in our books, without your name, your words or
        your email. A code made from your email stays, too, so that free credits are given once: it
        says nothing without our secret. Stripe and the music services have what they were given,
        and erase it by their own rules. So does whoever keeps backups of the database, for as long
        as they keep them.
      </p>

      <h2>What you can ask</h2>
      <p>
        You can see what we keep on your pages, and as a file in the ledger. You can ask us to
        correct it, to hand it over, or to erase it.
      </p>
    </LegalPage>
  )
}

const KEPT = [
  [
    'Your account',
    'Your artist name, your email, a hash of your password, and a code made from the network that you signed up from.',
  ],
  ['Mail', 'Which mails we sent you, and when, for 30 days.'],
  [
    'Your sessions',
    'For each browser that you sign in with: when, from which IP address, and which browser it says it is. They are deleted a day after they have expired.',
  ],
  [
    'Your music',
    'Prompts, lyrics, titles and the other wishes; the audio and its waveform. Only you can hear and see them. A track becomes an example on the front page only if the operator picks one of their own. What has been in the trash for thirty days is deleted: its words, its audio and its waveform.',
  ],
  [
    'Sounds that you bring',
    'The file, what you call it and whose you say it is, and what we measured in it, until you delete it. Only you can hear it.',
  ],
  [
    'Your credits',
    'Every credit that you get or spend, and your purchases: which pack, how much, and when.',
  ],
  [
    'Limits',
    'For up to an hour: how often your account or your network signed in, signed up, bought, asked for a track or for mail.',
  ],
] as const

const IN_THE_BROWSER = [
  [
    'Your session',
    'Two cookies that keep you signed in. Scripts can’t read them, and other sites don’t get them.',
  ],
  ['Your theme', 'A cookie for a year, if you choose light or dark.'],
  [
    'Your work',
    'Drafts of songs, what the player plays and how loud, and whether you use its shortcuts. They stay in this browser and are never sent along. A prompt on its way through sign-up stays in the tab, and until your email is confirmed in cookies for a day at most.',
  ],
  [
    'The app itself',
    'Its scripts and styles, so that it opens without a connection. No page of yours.',
  ],
] as const

const OTHERS = [
  [
    'fal.ai and Replicate',
    'They run the music models. They get the prompt, the lyrics and the wishes of each track, and send the audio back. They don’t get your name, your email or your IP address.',
  ],
  [
    'Resend',
    'It sends our mail, if the operator set it up: it gets your email and what we write to you.',
  ],
  [
    'Stripe',
    'It takes payments. It gets your email and what you pay with; we never see your card number. It tells us what was paid and what went back.',
  ],
  [
    'Cloudflare, Neon and Upstash',
    'They run the servers, the storage and the databases that all of this is on. Every request passes through Cloudflare.',
  ],
  [
    'Sentry',
    'It collects reports of errors, if the operator set it up. They hold ids and codes, never your words.',
  ],
] as const
