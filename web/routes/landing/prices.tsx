import { Link } from 'react-router'
import { Packs } from '../../ui/packs.tsx'
import styles from './sections.module.css'

export function Prices({ creditsPerTrack }: { creditsPerTrack: number }) {
  return (
    <section aria-labelledby="prices" className={styles.section}>
      <h2 id="prices">Pay by the track, not by the month</h2>
      <p className={styles.lead}>
        A track takes {creditsPerTrack} credits. Packs go on sale when payments open here.{' '}
        <Link to="/pricing">How the prices work</Link>
      </p>
      <Packs creditsPerTrack={creditsPerTrack} />
    </section>
  )
}
