import styles from './counter.module.css'

/** How many of the allowed characters are used. Too many are shown, never cut. */
export function Counter({ used, max }: { used: number; max: number }) {
  return (
    <span className={styles.counter} data-over={used > max || undefined}>
      {used} / {max}
      <span className="visually-hidden"> characters</span>
    </span>
  )
}
