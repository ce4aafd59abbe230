import type { ReactNode } from 'react'
import type { PackId } from '../../worker/states/packs.ts'
import type { PackOffer } from '../api/read-pricing.ts'
import { countCredits } from '../ui/count-credits.ts'
import { formatNumber } from '../ui/format-number.ts'
import { formatPrice } from '../ui/format-price.ts'
import styles from './packs.module.css'

/** The one that fits most people. */
const RECOMMENDED: PackId = 'studio'

/** The packs side by side. `action` shows how to get one, in the look it is told; `rates` adds the price of a track and of a credit. */
export function Packs({
  packs,
  creditsPerTrack,
  action,
  rates = false,
}: {
  packs: readonly PackOffer[]
  creditsPerTrack: number
  action?: (pack: PackOffer, look: 'primary' | 'secondary') => ReactNode
  rates?: boolean
}) {
  return (
    <ul className={styles.packs}>
      {packs.map((pack) => {
        const { id, name, credits, priceCents, currency } = pack
        const isRecommended = id === RECOMMENDED
        return (
          <li key={id} className={styles.pack} data-recommended={isRecommended || undefined}>
            <h3>
              {name}
              {isRecommended && <span className={styles.badge}>Recommended</span>}
            </h3>
            <p className={styles.price}>{formatPrice(priceCents, currency)}</p>
            <p className={styles.credits}>
              {countCredits(credits)} · about {formatNumber(Math.floor(credits / creditsPerTrack))}{' '}
              tracks
            </p>
            {action && (
              <div className={styles.action}>
                {action(pack, isRecommended ? 'primary' : 'secondary')}
              </div>
            )}
            {rates && <Rates pack={pack} creditsPerTrack={creditsPerTrack} />}
          </li>
        )
      })}
    </ul>
  )
}

function Rates({
  pack: { credits, priceCents, currency },
  creditsPerTrack,
}: {
  pack: PackOffer
  creditsPerTrack: number
}) {
  return (
    <dl className={styles.rates}>
      <div>
        <dt>Per track</dt>
        <dd>{formatPrice((priceCents / credits) * creditsPerTrack, currency)}</dd>
      </div>
      <div>
        <dt>Per credit</dt>
        <dd>{(priceCents / credits).toFixed(2)} ¢</dd>
      </div>
    </dl>
  )
}
