import { Flame, Heart, Library, Plus, UserRound } from 'lucide-react'
import { Link } from 'react-router'
import styles from './tab-bar.module.css'
import { usePlace } from './use-place.ts'

const TABS = [
  { place: 'library', to: '/library', name: 'Library', Icon: Library },
  { place: 'favorites', to: '/library?favorite=true', name: 'Favorites', Icon: Heart },
  { place: 'create', to: '/create', name: 'Create', Icon: Plus },
  { place: 'credits', to: '/credits', name: 'Credits', Icon: Flame },
  { place: 'account', to: '/account', name: 'You', Icon: UserRound },
] as const

/** The studio's places at the thumb's reach, on phones. */
export function TabBar() {
  const here = usePlace()
  return (
    <nav aria-label="Main" className={styles.tabs}>
      {TABS.map(({ place, to, name, Icon }) => (
        <Link
          key={place}
          to={to}
          className={styles.tab}
          data-place={place}
          aria-current={place === here ? 'page' : undefined}
        >
          <span className={styles.icon}>
            <Icon size={place === 'create' ? 24 : 20} aria-hidden />
          </span>
          <span className={styles.name}>{name}</span>
        </Link>
      ))}
    </nav>
  )
}
