import { Search } from 'lucide-react'
import { Form, Link } from 'react-router'
import { Button } from '../../ui/button.tsx'
import styles from './filter-bar.module.css'
import { hrefOf, type LibraryView } from './library-view.ts'

const NOTHING: LibraryView = { q: '', status: '', trashed: false, cursor: '' }

const SHELVES: { name: string; view: Pick<LibraryView, 'status' | 'trashed'> }[] = [
  { name: 'All', view: { status: '', trashed: false } },
  { name: 'Complete', view: { status: 'complete', trashed: false } },
  { name: 'Failed', view: { status: 'failed', trashed: false } },
  { name: 'Canceled', view: { status: 'canceled', trashed: false } },
  { name: 'Trash', view: { status: '', trashed: true } },
]

export function FilterBar({ view }: { view: LibraryView }) {
  return (
    <div className={styles.bar}>
      <nav aria-label="Filter" className={styles.shelves}>
        {SHELVES.map((shelf) => (
          <Link
            key={shelf.name}
            to={hrefOf({ ...NOTHING, q: view.q, ...shelf.view })}
            aria-current={
              shelf.view.status === view.status && shelf.view.trashed === view.trashed
                ? 'page'
                : undefined
            }
          >
            {shelf.name}
          </Link>
        ))}
      </nav>
      <Form method="get" role="search" className={styles.search}>
        {view.status && <input type="hidden" name="status" value={view.status} />}
        {view.trashed && <input type="hidden" name="trashed" value="true" />}
        <label className={styles.box}>
          <Search size={16} aria-hidden />
          <span className="visually-hidden">Search titles and prompts</span>
          <input
            key={view.q}
            type="search"
            name="q"
            maxLength={200}
            placeholder="Search titles and prompts"
            defaultValue={view.q}
          />
        </label>
        <Button type="submit">Search</Button>
      </Form>
    </div>
  )
}
