import { Link } from 'react-router'
import { Mark } from '../ui/mark.tsx'
import { BalancePill } from './balance-pill.tsx'
import styles from './top-bar.module.css'
import type { Visitor } from './visitor.ts'

/** The brand and the balance above a page of the studio, where there is no rail. */
export function TopBar({ visitor: { credits } }: { visitor: Visitor }) {
  return (
    <div className={styles.bar}>
      <Link to="/" className={styles.brand} aria-label="SoundFoundry, home">
        <Mark size={24} />
        SoundFoundry
      </Link>
      {credits && <BalancePill credits={credits} />}
    </div>
  )
}
