import type { Pricing } from '../../api/read-pricing.ts'
import { countFreeTracks, sayFreeOffer } from '../../packs/free-offer.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './pricing.module.css'

export function Intro({ pricing }: { pricing: Pricing }) {
  const { person } = useVisitor()
  return (
    <div className={styles.intro}>
      {pricing.free ? (
        <>
          <h1>This studio is free.</h1>
          <p>
            Everyone gets {countCredits(pricing.free.creditsPerDay)} a day, which make{' '}
            {countFreeTracks(pricing)} tracks of up to {pricing.free.durationSecondsMax} seconds.
            Nothing is sold here. The day begins at midnight UTC.
          </p>
        </>
      ) : (
        <>
          <h1>Pay for finished tracks. Nothing else.</h1>
          <p>
            A track takes from {countCredits(pricing.creditsFrom)}; most take{' '}
            {pricing.creditsPerTrack}. There is no subscription, and a track that fails or that you
            cancel costs nothing.
          </p>
        </>
      )}
      {!person && (
        <div className={styles.start}>
          <ButtonLink to="/sign-up" look="primary" size="large">
            Start free
          </ButtonLink>
          <p>{sayFreeOffer(pricing)}</p>
        </div>
      )}
    </div>
  )
}
