import styles from './composer-skeleton.module.css'

/** What the composer's pane shows until the composer is there. */
export function ComposerSkeleton() {
  return (
    <div className={styles.composer} aria-hidden>
      <div className={styles.head} />
      <div className={styles.field} />
      <div className={styles.choice} />
      <div className={styles.choice} />
      <div className={styles.button} />
    </div>
  )
}
