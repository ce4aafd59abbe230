import { Link } from 'react-router'
import { Mark } from '../ui/mark.tsx'
import styles from './footer.module.css'
import { ThemeToggle } from './theme-toggle.tsx'
import type { Visitor } from './visitor.ts'

export function Footer({ visitor: { person } }: { visitor: Visitor }) {
  return (
    <footer className={styles.footer}>
      <div className={styles.row}>
        <p className={styles.brand}>
          <Mark size={20} />
          SoundFoundry is open source under the MIT licence.
        </p>
        <nav aria-label="Footer" className={styles.links}>
          <Link to="/create">Create</Link>
          <Link to="/pricing">Pricing</Link>
          {person ? (
            <>
              <Link to="/library">Library</Link>
              <Link to="/credits">Credits</Link>
            </>
          ) : (
            <Link to="/sign-in">Sign in</Link>
          )}
        </nav>
        <div className={styles.theme}>
          <ThemeToggle />
        </div>
      </div>
    </footer>
  )
}
