import { Link } from 'react-router'
import { Mark } from '../ui/mark.tsx'
import { BalancePill } from './balance-pill.tsx'
import { PaletteButton } from './palette/palette-button.tsx'
import styles from './top-bar.module.css'
import type { Visitor } from './visitor.ts'

/** The brand, the search and the balance above a page of the studio, where there is no rail. */
export function TopBar({ visitor: { credits } }: { visitor: Visitor }) {
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.brand} aria-label="SoundFoundry, home">
        <Mark size={24} />
        <span className={styles.name}>SoundFoundry</span>
      </Link>
      <div className={styles.tools}>
        <PaletteButton />
        {credits && <BalancePill credits={credits} />}
      </div>
    </header>
  )
}
