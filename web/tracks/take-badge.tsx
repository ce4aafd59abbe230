import styles from './take-badge.module.css'

/** Which of several takes a title belongs to: a screen reader hears “Carry me slow, Take 2”. */
export function TakeBadge({ take }: { take: number }) {
  return (
    <>
      <span className="visually-hidden">, </span>
      <span className={styles.take}>Take {take}</span>
    </>
  )
}
