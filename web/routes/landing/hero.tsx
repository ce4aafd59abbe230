import { Form } from 'react-router'
import type { Pricing } from '../../api/read-pricing.ts'
import { ExamplePrompts } from '../../forms/example-prompts.tsx'
import { sayFreeOffer } from '../../packs/free-offer.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './hero.module.css'

export function Hero({ pricing }: { pricing: Pricing }) {
  const { person } = useVisitor()
  return (
    <section className={styles.hero}>
      <h1>Forge a finished song from one sentence.</h1>
      <p className={styles.lead}>
        Describe the sound, add lyrics if you have them, and watch the track being made. It plays in
        your browser, stays in your library, and is yours.
      </p>
      <Form method="get" action="/create" className={styles.prompt}>
        <label htmlFor="hero-prompt" className="visually-hidden">
          Describe your song
        </label>
        <textarea
          id="hero-prompt"
          name="prompt"
          rows={2}
          required
          placeholder="Warm lo-fi beat with brushed drums and a mellow electric piano"
        />
        <Button type="submit" look="primary" size="large">
          Make this track
        </Button>
      </Form>
      <div className={styles.below}>
        <p>
          {person
            ? `Tracks take from ${countCredits(pricing.creditsFrom)}. You see the price before you press.`
            : sayFreeOffer(pricing)}
        </p>
        <ExamplePrompts />
      </div>
    </section>
  )
}
