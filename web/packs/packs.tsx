import type { ReactNode } from 'react'
import type { PackOffer } from '../api/read-pricing.ts'
import { countCredits } from '../ui/count-credits.ts'
import { formatNumber } from '../ui/format-number.ts'
import { formatPrice } from '../ui/format-price.ts'
import styles from './packs.module.css'

/** The packs side by side. `action` shows how to get one; `rates` adds the price of a track and of a credit. */
export function Packs({
  packs,
  creditsPerTrack,
  action,
  rates = false,
}: {
  packs: readonly PackOffer[]
  creditsPerTrack: number
  action?: (pack: PackOffer) => ReactNode
  rates?: boolean
}) {
  return (
    <ul className={styles.packs}>
      {packs.map((pack) => {
        const { id, name, credits, priceCents, currency } = pack
        return (
          <li key={id} className={styles.pack}>
            <h3>{name}</h3>
            <p className={styles.price}>{formatPrice(priceCents, currency)}</p>
            <p className={styles.credits}>
              {countCredits(credits)} make {formatNumber(Math.floor(credits / creditsPerTrack))}{' '}
              tracks
            </p>
            {action && <div className={styles.action}>{action(pack)}</div>}
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
