import styles from './take-badge.module.css'

/** Which of several takes the title before it belongs to: a link with both is called “Carry me slow Take 2”. */
export function TakeBadge({ take }: { take: number }) {
  return (
    <>
      {' '}
      <span className={styles.take}>Take {take}</span>
    </>
  )
}
