import { AudioLines, Library, Tag } from 'lucide-react'
import { NavLink } from 'react-router'
import styles from './main-nav.module.css'

const PLACES = [
  { to: '/create', name: 'Create', Icon: AudioLines },
  { to: '/library', name: 'Library', Icon: Library },
  { to: '/pricing', name: 'Pricing', Icon: Tag },
]

export function MainNav() {
  return (
    <nav aria-label="Main" className={styles.nav}>
      {PLACES.map(({ to, name, Icon }) => (
        <NavLink key={to} to={to} className={styles.link ?? ''}>
          <Icon size={16} aria-hidden className={styles.icon} />
          {name}
        </NavLink>
      ))}
    </nav>
  )
}
