import styles from './filled-bar.module.css'

/** A picture of a share of 0 to 100: what stands around it says it in words. */
export function FilledBar({ percent }: { percent: number }) {
  return (
    <div className={styles.bar} aria-hidden>
      <div style={{ width: `${percent}%` }} />
    </div>
  )
}
