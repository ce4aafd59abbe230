import { Link } from 'react-router'
import type { Pricing } from '../../api/read-pricing.ts'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './pricing.module.css'

export function Questions({ pricing: { free, models } }: { pricing: Pricing }) {
  return (
    <section aria-labelledby="questions" className={styles.section}>
      <h2 id="questions">Questions</h2>
      <dl className={styles.questions}>
        <div>
          <dt>What does a failed track cost?</dt>
          <dd>
            Nothing. Its credits are on hold while we make it. We take them once the audio is stored
            and plays; if it fails, you get them back.
          </dd>
        </div>
        <div>
          <dt>And one that I cancel?</dt>
          <dd>
            Nothing, as long as no music service has it. Once one has, we pay for it: a few cancels
            a day are still free, and after that its credits stay spent, unless the music never
            comes. The page tells you before you cancel.
          </dd>
        </div>
        <div>
          <dt>Will I know the price first?</dt>
          <dd>Yes. It’s on the button, next to your balance.</dd>
        </div>
        {free === null && (
          <div>
            <dt>When do bought credits arrive?</dt>
            <dd>
              As soon as Stripe confirms the payment: seconds by card, a few days by bank transfer.
              If it doesn’t go through, nothing is charged.
            </dd>
          </div>
        )}
        <div>
          <dt>What if I don’t like a track?</dt>
          <dd>
            Within 7 days you can get half its credits back from the track’s page. You keep the
            track.
          </dd>
        </div>
        <div>
          <dt>Do longer tracks cost more?</dt>
          <dd>{sayWhetherLengthCosts(models)}</dd>
        </div>
        <div>
          <dt>Can I use my tracks commercially?</dt>
          <dd>
            It depends on the model that made them.{' '}
            <Link to="/license">What each model’s license says</Link>
          </dd>
        </div>
        <div>
          <dt>Can I run it myself?</dt>
          <dd>
            Yes. SoundFoundry is open source. Run your own studio and pay only the model provider.
          </dd>
        </div>
      </dl>
    </section>
  )
}

function sayWhetherLengthCosts(models: Pricing['models']): string {
  const byLength = models.flatMap(({ name, credits }) =>
    'per30s' in credits
      ? [`${name}: ${countCredits(credits.per30s)} for each 30 seconds or part of it`]
      : [],
  )
  if (byLength.length === 0) return 'No. You pay by the track.'
  return `Only with ${byLength.join('; ')}. The others cost the same at any length.`
}
