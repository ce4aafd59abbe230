import type { Pricing } from '../../api/read-pricing.ts'
import styles from './pricing.module.css'

export function Questions({ pricing: { free, models } }: { pricing: Pricing }) {
  return (
    <section aria-labelledby="questions" className={styles.section}>
      <h2 id="questions">What you may want to know</h2>
      <dl className={styles.questions}>
        <div>
          <dt>What does a failed track cost?</dt>
          <dd>
            Nothing. Its credits are set aside while it is made. They are taken when the audio is
            stored and plays, and given back when it fails or you cancel.
          </dd>
        </div>
        <div>
          <dt>When is the price known?</dt>
          <dd>Before you press. It stands on the button, with your balance beside it.</dd>
        </div>
        {free === null && (
          <div>
            <dt>When do bought credits arrive?</dt>
            <dd>
              When Stripe says that the payment was made: within seconds by card, within days by
              bank transfer. Nothing is charged if it doesn’t go through.
            </dd>
          </div>
        )}
        <div>
          <dt>What if I don’t like a track?</dt>
          <dd>A new track’s page lets you take half its price back. The track stays yours.</dd>
        </div>
        <div>
          <dt>Do longer tracks cost more?</dt>
          <dd>{sayWhetherLengthCosts(models)}</dd>
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
  const byLength = models.filter(({ credits }) => 'per30s' in credits).map(({ name }) => name)
  if (byLength.length === 0) return 'No. The models are priced by the track.'
  const names = new Intl.ListFormat('en').format(byLength)
  return `Only with ${names}, for every 30 seconds that are begun. The others take the same for any length.`
}
