import { Form } from 'react-router'
import { Button } from '../../ui/button.tsx'
import { ExamplePrompts } from '../../ui/example-prompts.tsx'
import { SIGN_UP_CREDITS } from '../../ui/sign-up-credits.ts'
import { useVisitor } from '../visitor.ts'
import styles from './hero.module.css'

export function Hero({ creditsPerTrack }: { creditsPerTrack: number }) {
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
            ? `A track takes ${creditsPerTrack} credits. You see the price before you press.`
            : `${SIGN_UP_CREDITS} free credits at sign-up: ${Math.floor(SIGN_UP_CREDITS / creditsPerTrack)} tracks, no card.`}
        </p>
        <ExamplePrompts />
      </div>
    </section>
  )
}
