import { Link } from 'react-router'
import type { Pricing } from '../../api/read-pricing.ts'
import { sayFreeOffer } from '../../packs/free-offer.ts'
import { Packs } from '../../packs/packs.tsx'
import { sayPrices } from '../../packs/say-prices.ts'
import styles from './sections.module.css'

export function Prices({ pricing }: { pricing: Pricing }) {
  const { packs, free, creditsPerTrack } = pricing
  return (
    <section aria-labelledby="prices" className={styles.section}>
      <h2 id="prices">{free ? 'Free, every day' : 'Pay by the track, not by the month'}</h2>
      <p className={styles.lead}>
        {free ? sayFreeOffer(pricing) : sayPrices(pricing)} <Link to="/pricing">All prices</Link>
      </p>
      <Packs packs={packs} creditsPerTrack={creditsPerTrack} rates />
    </section>
  )
}
