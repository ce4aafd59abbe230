import styles from './top-progress.module.css'
import { useIsWaiting } from './use-is-waiting.ts'

/** A thin line at the top while another page is being opened, which quick answers never show. */
export function TopProgress() {
  return useIsWaiting() ? <div className={styles.line} aria-hidden /> : null
}
