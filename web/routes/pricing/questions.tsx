import { countCredits } from '../../ui/count-credits.ts'
import styles from './pricing.module.css'

export function Questions({ creditsPerTrack }: { creditsPerTrack: number }) {
  return (
    <section aria-labelledby="questions" className={styles.section}>
      <h2 id="questions">What you may want to know</h2>
      <dl className={styles.questions}>
        <div>
          <dt>What does a failed track cost?</dt>
          <dd>
            Nothing. {countCredits(creditsPerTrack)} are set aside while it is made. They are taken
            when the audio is stored and plays, and given back when it fails or you cancel.
          </dd>
        </div>
        <div>
          <dt>When is the price known?</dt>
          <dd>Before you press. It stands on the button, with your balance beside it.</dd>
        </div>
        <div>
          <dt>Do longer tracks cost more?</dt>
          <dd>No. Today’s models are priced by the track, with or without lyrics.</dd>
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
