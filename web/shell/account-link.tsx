import { Link } from 'react-router'
import type { Person } from '../api/auth-api.ts'
import { firstGrapheme } from '../ui/first-grapheme.ts'
import styles from './account-link.module.css'

/** Who is signed in, as the way to their account. */
export function AccountLink({
  person,
  isWithoutScript = false,
}: {
  person: Person
  isWithoutScript?: boolean
}) {
  return (
    <Link to="/account" className={`${styles.person} ${isWithoutScript ? 'without-script' : ''}`}>
      <Who person={person} />
    </Link>
  )
}

export function Who({ person: { name } }: { person: Person }) {
  return (
    <>
      <span className={styles.letter} aria-hidden>
        {firstGrapheme(name).toLocaleUpperCase()}
      </span>
      <span className={styles.name} dir="auto">
        <span className="visually-hidden">Account of </span>
        {name}
      </span>
    </>
  )
}
