import { FilledBar } from '../../sound/filled-bar.tsx'
import styles from './share-bar.module.css'

/** Where something lies between two ends, of 0 to 1; null was not measured. */
export function ShareBar({
  name,
  from,
  to,
  share,
}: {
  name: string
  from: string
  to: string
  share: number | null
}) {
  if (share === null) return null
  const percent = Math.round(share * 100)
  return (
    <div className={styles.share}>
      <p className={styles.name}>
        {name} <span>{percent} %</span>
      </p>
      <FilledBar percent={percent} />
      <p className={styles.ends} aria-hidden>
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </div>
  )
}
