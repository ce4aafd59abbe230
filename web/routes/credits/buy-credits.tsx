import { Link } from 'react-router'
import type { Pricing } from '../../api/read-pricing.ts'
import { BuyForm } from '../../packs/buy-form.tsx'
import type { StripeFailure } from '../../packs/buy-pack.ts'
import { Packs } from '../../packs/packs.tsx'
import styles from './credits.module.css'

export function BuyCredits({
  pricing: { packs, creditsPerTrack },
  pageKey,
  failure,
}: {
  pricing: Pricing
  pageKey: string
  failure: StripeFailure | undefined
}) {
  if (packs.length === 0) return null
  return (
    <section aria-labelledby="buy" className={styles.section}>
      <div className={styles.top}>
        <h2 id="buy">Buy credits</h2>
        <Link to="/pricing">What tracks cost</Link>
      </div>
      <Packs
        packs={packs}
        creditsPerTrack={creditsPerTrack}
        action={(pack, look) => (
          <BuyForm pack={pack} pageKey={pageKey} look={look} failure={failure} />
        )}
      />
    </section>
  )
}
