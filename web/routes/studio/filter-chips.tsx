import { Check, Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { useVisitor } from '../../shell/visitor.ts'
import { beginLarge } from '../../ui/begin-large.ts'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import styles from './filter-chips.module.css'
import { EVERYTHING, hrefOf, isFiltered, type ListView } from './list-view.ts'

const GENRES_SHOWN = 4
const DAY_MILLISECONDS = 24 * 3600 * 1000

/** What the list leaves out. Filters combine; each is a link, so that Back takes it away again. */
export function FilterChips({ view }: { view: ListView }) {
  const { pathname } = useLocation()
  const { library } = useVisitor()
  const to = (change: Partial<ListView>) => hrefOf({ ...view, cursor: '', ...change }, pathname)
  const genres = library?.genres.map(({ genre }) => genre) ?? []
  const isShown = (genre: string, index: number) => index < GENRES_SHOWN || genre === view.genre
  const shown = genres.filter(isShown)
  const others = genres.filter((genre, index) => !isShown(genre, index))
  const { sort, trashed, q, layout } = view
  const all = { ...EVERYTHING, sort, trashed, q, layout }
  const week = new Date(Date.now() - 6 * DAY_MILLISECONDS).toISOString().slice(0, 10)
  const isFailed = view.status === 'failed'
  return (
    <nav aria-label="Filters" className={styles.chips}>
      <Chip to={hrefOf(all, pathname)} isOn={!isFiltered({ ...view, q: '' })}>
        All
      </Chip>
      {!view.trashed && (
        <Chip to={to({ favorite: !view.favorite })} isOn={view.favorite}>
          Favorites
        </Chip>
      )}
      <Chip
        to={to({ instrumental: view.instrumental === false ? null : false })}
        isOn={view.instrumental === false}
      >
        Vocals
      </Chip>
      <Chip
        to={to({ instrumental: view.instrumental ? null : true })}
        isOn={view.instrumental === true}
      >
        Instrumental
      </Chip>
      {shown.map((genre) => (
        <Chip
          key={genre}
          to={to({ genre: genre === view.genre ? '' : genre })}
          isOn={genre === view.genre}
        >
          <span dir="auto">{beginLarge(genre)}</span>
        </Chip>
      ))}
      {others.length > 0 && (
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              className={`${styles.chip} needs-script`}
              aria-label="More genres"
            >
              <Ellipsis size={16} aria-hidden />
            </button>
          }
        >
          {others.map((genre) => (
            <MenuItem key={genre} asChild>
              <Link to={to({ genre })} preventScrollReset>
                {beginLarge(genre)}
              </Link>
            </MenuItem>
          ))}
        </Menu>
      )}
      <Chip to={to({ since: view.since ? '' : week })} isOn={view.since !== ''}>
        This week
      </Chip>
      {(isFailed || (library !== null && library.failed > 0)) && (
        <Chip to={to({ status: isFailed ? '' : 'failed' })} isOn={isFailed}>
          Needs attention{library && library.failed > 0 && ` · ${library.failed}`}
        </Chip>
      )}
    </nav>
  )
}

function Chip({ to, isOn, children }: { to: string; isOn: boolean; children: ReactNode }) {
  return (
    <Link
      to={to}
      className={styles.chip}
      aria-current={isOn ? 'true' : undefined}
      preventScrollReset
    >
      {isOn && <Check size={14} aria-hidden className={styles.tick} />}
      {children}
    </Link>
  )
}
