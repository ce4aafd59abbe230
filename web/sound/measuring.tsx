import { FilledBar } from './filled-bar.tsx'
import styles from './measuring.module.css'

export function Measuring({ name, share }: { name: string; share: number }) {
  const percent = Math.round(share * 100)
  return (
    <div className={styles.measuring}>
      <p>
        Measuring <strong dir="auto">{name}</strong>
      </p>
      <div
        role="progressbar"
        aria-label={`Measuring ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <FilledBar percent={percent} />
      </div>
    </div>
  )
}
