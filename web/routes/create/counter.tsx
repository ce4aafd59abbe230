import styles from './counter.module.css'

/** How many of the allowed characters are used. Marks too many, and too few once there are some. */
export function Counter({ used, min = 0, max }: { used: number; min?: number; max: number }) {
  const isWrong = used > max || (used > 0 && used < min)
  return (
    <span className={styles.counter} data-wrong={isWrong || undefined}>
      {used} / {max}
      <span className="visually-hidden"> characters</span>
    </span>
  )
}
