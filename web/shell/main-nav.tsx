import { NavLink } from 'react-router'
import styles from './main-nav.module.css'

const STUDIO_PLACES = [
  { to: '/create', name: 'Create' },
  { to: '/library', name: 'Library' },
  { to: '/pricing', name: 'Pricing' },
]
const PUBLIC_PLACES = [
  { to: '/pricing', name: 'Pricing' },
  { to: '/analyze', name: 'Measure a song' },
  { to: '/license', name: 'Music license' },
  { to: '/about', name: 'About' },
]

/** The way into the studio for who is signed in; what everybody asks first for who isn't. */
export function MainNav({ isSignedIn }: { isSignedIn: boolean }) {
  const places = isSignedIn ? STUDIO_PLACES : PUBLIC_PLACES
  return (
    <nav aria-label="Main" className={styles.nav}>
      {places.map(({ to, name }) => (
        <NavLink key={to} to={to} className={styles.link ?? ''}>
          {name}
        </NavLink>
      ))}
    </nav>
  )
}
