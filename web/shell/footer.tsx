import { Link } from 'react-router'
import { LEGAL_PAGES } from '../legal/legal-pages.ts'
import { Mark } from '../ui/mark.tsx'
import styles from './footer.module.css'
import { ThemeToggle } from './theme-toggle.tsx'

/** Beneath public pages: what the studio is, and what everybody can read about it. */
export function Footer() {
  return (
    <footer className={styles.footer}>
      <div className={styles.row}>
        <p className={styles.brand}>
          <Mark size={20} />
          SoundFoundry is open source under the MIT license.
        </p>
        <nav aria-label="Footer" className={styles.links}>
          <Link to="/pricing">Pricing</Link>
          <Link to="/analyze">Measure a song</Link>
          {LEGAL_PAGES.map(({ to, name }) => (
            <Link key={to} to={to}>
              {name}
            </Link>
          ))}
        </nav>
        <div className={styles.theme}>
          <ThemeToggle />
        </div>
      </div>
    </footer>
  )
}
