import { ButtonLink } from '../../ui/button.tsx'
import styles from './library.module.css'
import type { LibraryView } from './library-view.ts'

/** Says why the list is empty, and what to do next. */
export function EmptyLibrary({ view }: { view: LibraryView }) {
  if (view.trashed)
    return (
      <Empty
        title="The trash is empty"
        words="Tracks that you throw away can be restored from here."
      />
    )
  if (view.q || view.status || view.cursor)
    return (
      <Empty title="Nothing matches" words="No track of yours fits this search.">
        <ButtonLink to="/library">Show all tracks</ButtonLink>
      </Empty>
    )
  return (
    <Empty
      title="Your first track belongs here"
      words="Describe a song, and it is kept in your library as soon as it is made."
    >
      <ButtonLink to="/create" look="primary">
        Create your first track
      </ButtonLink>
    </Empty>
  )
}

function Empty({
  title,
  words,
  children,
}: {
  title: string
  words: string
  children?: React.ReactNode
}) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p>{words}</p>
      {children}
    </div>
  )
}
