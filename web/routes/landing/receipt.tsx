import styles from './receipt.module.css'

/** What a failed track leaves in the account, line by line. */
export function Receipt({ creditsPerTrack }: { creditsPerTrack: number }) {
  return (
    <dl className={styles.receipt}>
      <div>
        <dt>On hold for the track</dt>
        <dd>−{creditsPerTrack}</dd>
      </div>
      <div>
        <dt>Failed: back to you</dt>
        <dd>+{creditsPerTrack}</dd>
      </div>
      <div>
        <dt>Charged</dt>
        <dd>0</dd>
      </div>
    </dl>
  )
}
