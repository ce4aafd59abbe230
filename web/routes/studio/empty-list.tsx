import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import type { Example } from '../../api/read-examples.ts'
import { ButtonLink } from '../../ui/button.tsx'
import styles from './empty-list.module.css'
import { ExampleRows } from './example-rows.tsx'
import { EVERYTHING, hrefOf, isFiltered, type ListView } from './list-view.ts'

/** Says why the list is empty, and what to do next. */
export function EmptyList({ view, examples }: { view: ListView; examples: Example[] }) {
  const { pathname } = useLocation()
  const everything = hrefOf({ ...EVERYTHING, layout: view.layout }, pathname)
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
        <ButtonLink to={everything}>Clear search</ButtonLink>
      </Empty>
    )
  if (view.trashed)
    return (
      <Empty
        title="The trash is empty"
        words="A track that you delete waits here until it is gone."
      />
    )
  if (view.favorite)
    return <Empty title="No favorites yet" words="Press ♥ on a track to keep it here." />
  if (isFiltered(view) || view.cursor)
    return (
      <Empty title="No tracks match" words="Nothing in your library fits these filters.">
        <ButtonLink to={everything}>Show all tracks</ButtonLink>
      </Empty>
    )
  return (
    <Empty
      title="Your tracks will appear here"
      words={
        examples.length > 0
          ? 'Everything you make lands here. Until then, these are to hear and to begin with.'
          : 'Everything you make lands here.'
      }
    >
      {pathname !== '/create' && (
        <ButtonLink to="/create" look="primary">
          Create your first track
        </ButtonLink>
      )}
      {examples.length > 0 && <ExampleRows examples={examples} />}
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
