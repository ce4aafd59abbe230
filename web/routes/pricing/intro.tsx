import type { Pricing } from '../../api/read-pricing.ts'
import { countFreeTracks, sayFreeOffer } from '../../packs/free-offer.ts'
import { sayPrices } from '../../packs/say-prices.ts'
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
            Everyone gets {countCredits(pricing.free.creditsPerDay)} a day, enough for{' '}
            {countFreeTracks(pricing)} tracks of up to {pricing.free.durationSecondsMax} seconds.
            Nothing is sold here. The day begins at midnight UTC.
          </p>
        </>
      ) : (
        <>
          <h1>Pay for finished tracks. Nothing else.</h1>
          <p>{sayPrices(pricing)} There is no subscription.</p>
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
