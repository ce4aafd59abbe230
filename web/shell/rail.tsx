import { Heart, Library, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Person } from '../api/auth-api.ts'
import { formatNumber } from '../ui/format-number.ts'
import { Mark } from '../ui/mark.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { AccountMenu } from './account-menu.tsx'
import { CreditsCard } from './credits-card.tsx'
import { PaletteButton } from './palette/palette-button.tsx'
import styles from './rail.module.css'
import { type StudioPlace, usePlace } from './use-place.ts'
import type { Visitor } from './visitor.ts'

/** The studio's places at the left edge: icons with tooltips where there is no room for their names. */
export function Rail({ person, visitor }: { person: Person; visitor: Visitor }) {
  const { confirmFirst, credits, library } = visitor
  return (
    <nav aria-label="Main" className={styles.rail}>
      <Link to="/" className={styles.brand} aria-label="SoundFoundry, home">
        <Mark size={24} />
        <span className={styles.wide}>SoundFoundry</span>
      </Link>
      <PaletteButton />
      <div className={styles.places}>
        <Place place="create" to="/create" name="Create" icon={<Plus size={18} aria-hidden />} />
        <Place
          place="library"
          to="/library"
          name="Library"
          icon={<Library size={18} aria-hidden />}
          count={library?.tracks}
        />
        <Place
          place="favorites"
          to="/library?favorite=true"
          name="Favorites"
          icon={<Heart size={18} aria-hidden />}
          count={library?.favorites}
        />
      </div>
      <div className={styles.foot}>
        {credits && <CreditsCard credits={credits} confirmFirst={confirmFirst} />}
        <AccountMenu person={person} />
      </div>
    </nav>
  )
}

function Place({
  place,
  to,
  name,
  icon,
  count,
}: {
  place: StudioPlace
  to: string
  name: string
  icon: ReactNode
  count?: number | undefined
}) {
  const isHere = usePlace() === place
  return (
    <Tooltip words={name} side="right">
      <Link to={to} className={styles.place} aria-current={isHere ? 'page' : undefined}>
        {icon}
        <span className={styles.wide}>{name}</span>
        {count !== undefined && count > 0 && (
          <span className={`${styles.count} ${styles.wide}`}>{formatNumber(count)}</span>
        )}
      </Link>
    </Tooltip>
  )
}
