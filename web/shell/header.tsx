import { Link } from 'react-router'
import { ButtonLink } from '../ui/button.tsx'
import { Mark } from '../ui/mark.tsx'
import { AccountLink } from './account-link.tsx'
import { BalancePill } from './balance-pill.tsx'
import styles from './header.module.css'
import { MainNav } from './main-nav.tsx'
import { ThemeToggle } from './theme-toggle.tsx'
import type { Visitor } from './visitor.ts'

export function Header({ visitor: { person, credits } }: { visitor: Visitor }) {
  return (
    <header className={styles.header}>
      <div className={styles.row}>
        <Link to="/" className={styles.brand} aria-label="SoundFoundry, home">
          <Mark />
          <span className={styles.name}>SoundFoundry</span>
        </Link>
        <MainNav isSignedIn={person !== null} />
        <div className={styles.tools}>
          {credits && (
            <div className={styles.balance}>
              <BalancePill credits={credits} />
            </div>
          )}
          <div className={styles.theme}>
            <ThemeToggle />
          </div>
          {person ? <AccountLink person={person} /> : <SignInLinks />}
        </div>
      </div>
    </header>
  )
}

function SignInLinks() {
  return (
    <>
      <Link to="/sign-in" className={styles.signIn}>
        Sign in
      </Link>
      <ButtonLink to="/sign-up" look="primary" size="small">
        Start free
      </ButtonLink>
    </>
  )
}
