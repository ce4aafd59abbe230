import type { Example } from '../../api/read-examples.ts'
import type { Pricing } from '../../api/read-pricing.ts'
import { StartForm } from '../../examples/start-form.tsx'
import { sayFreeOffer } from '../../packs/free-offer.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './hero.module.css'
import { HeroTrack } from './hero-track.tsx'

export function Hero({ pricing, examples }: { pricing: Pricing; examples: Example[] }) {
  const { person } = useVisitor()
  const [first] = examples
  return (
    <section className={styles.hero}>
      <h1>Forge a finished song from one sentence.</h1>
      <p className={styles.lead}>
        Say what you want to hear. Add your own lyrics if you like. In about a minute you have a
        track to play and keep.
      </p>
      <StartForm className={styles.prompt}>
        <label htmlFor="hero-prompt" className="visually-hidden">
          Describe your song
        </label>
        <textarea
          id="hero-prompt"
          name="prompt"
          dir="auto"
          rows={2}
          required
          placeholder="Warm lo-fi beat with brushed drums and a mellow electric piano"
        />
        <Button type="submit" look="primary" size="large">
          Make this track
        </Button>
      </StartForm>
      <p className={styles.offer}>
        {person
          ? `Tracks cost from ${countCredits(pricing.creditsFrom)}. You always see the price first.`
          : sayFreeOffer(pricing)}
      </p>
      {first && <HeroTrack example={first} examples={examples} models={pricing.models} />}
    </section>
  )
}
