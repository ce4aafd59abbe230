import { Link } from 'react-router'
import type { Pricing } from '../../api/read-pricing.ts'
import { sayFreeOffer } from '../../packs/free-offer.ts'
import { Packs } from '../../packs/packs.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import styles from './sections.module.css'

export function Prices({ pricing }: { pricing: Pricing }) {
  const { packs, free, creditsPerTrack, creditsFrom } = pricing
  return (
    <section aria-labelledby="prices" className={styles.section}>
      <h2 id="prices">{free ? 'Free, every day' : 'Pay by the track, not by the month'}</h2>
      <p className={styles.lead}>
        {free
          ? sayFreeOffer(pricing)
          : `A track takes from ${countCredits(creditsFrom)}, most take ${creditsPerTrack}. One that fails takes none.`}{' '}
        <Link to="/pricing">How the prices work</Link>
      </p>
      <Packs packs={packs} creditsPerTrack={creditsPerTrack} rates />
    </section>
  )
}
