import { LayoutGrid, List } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import styles from './layout-switch.module.css'
import { hrefOf, type ListView } from './list-view.ts'

const LAYOUTS = [
  { layout: 'rows', name: 'Rows', Icon: List },
  { layout: 'grid', name: 'Grid', Icon: LayoutGrid },
] as const

/** Shows the list as rows or as a grid. On phones there is room for the other one only. */
export function LayoutSwitch({ view }: { view: ListView }) {
  const { pathname } = useLocation()
  return (
    <nav aria-label="View" className={styles.switch}>
      {LAYOUTS.map(({ layout, name, Icon }) => (
        <Link
          key={layout}
          to={hrefOf({ ...view, layout }, pathname)}
          aria-current={layout === view.layout ? 'true' : undefined}
          aria-label={name}
          title={name}
          className={styles.layout}
          preventScrollReset
        >
          <Icon size={16} aria-hidden />
        </Link>
      ))}
    </nav>
  )
}
