import { PACKS } from '../../worker/domain/credit-prices.ts'
import { formatPrice } from './format-price.ts'
import styles from './packs.module.css'

/** The packs side by side: what each costs, and what a credit and a track come to. */
export function Packs({ creditsPerTrack }: { creditsPerTrack: number }) {
  return (
    <ul className={styles.packs}>
      {PACKS.map(({ id, name, credits, priceCents }) => (
        <li key={id} className={styles.pack}>
          <h3>{name}</h3>
          <p className={styles.price}>{formatPrice(priceCents)}</p>
          <p className={styles.credits}>
            {credits} credits make {Math.floor(credits / creditsPerTrack)} tracks
          </p>
          <dl className={styles.rates}>
            <div>
              <dt>Per track</dt>
              <dd>{formatPrice((priceCents / credits) * creditsPerTrack)}</dd>
            </div>
            <div>
              <dt>Per credit</dt>
              <dd>{(priceCents / credits).toFixed(2)} ¢</dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  )
}
