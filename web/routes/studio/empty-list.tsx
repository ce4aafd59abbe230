import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { ButtonLink } from '../../ui/button.tsx'
import styles from './empty-list.module.css'
import { isFiltered, type ListView } from './list-view.ts'

/** Says why the list is empty, and what to do next. */
export function EmptyList({ view }: { view: ListView }) {
  const { pathname } = useLocation()
  if (view.q)
    return (
      <Empty
        title={
          <>
            No tracks match “<bdi>{view.q}</bdi>”.
          </>
        }
        words="Search looks at titles, prompts and lyrics."
      >
        <ButtonLink to={pathname}>Clear search</ButtonLink>
      </Empty>
    )
  if (view.trashed)
    return <Empty title="Nothing here" words="Deleted tracks stay here for 30 days." />
  if (view.favorite)
    return <Empty title="No favorites yet" words="Press ♥ on a track to keep it here." />
  if (isFiltered(view) || view.cursor)
    return (
      <Empty title="No tracks match" words="Nothing in your library fits these filters.">
        <ButtonLink to={pathname}>Show all tracks</ButtonLink>
      </Empty>
    )
  return (
    <Empty title="Your tracks will appear here" words="Everything you make lands here.">
      {pathname !== '/create' && (
        <ButtonLink to="/create" look="primary">
          Create your first track
        </ButtonLink>
      )}
    </Empty>
  )
}

function Empty({
  title,
  words,
  children,
}: {
  title: ReactNode
  words: string
  children?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p>{words}</p>
      {children}
    </div>
  )
}
