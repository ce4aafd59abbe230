import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'react-router'
import { TakeBadge } from './take-badge.tsx'
import styles from './track-link.module.css'

/** A track's title and its take, in a line, as the way to its page. */
export function TrackLink({
  track: { id, title, take },
  children = title,
  ...rest
}: Omit<ComponentProps<typeof Link>, 'to'> & {
  track: { id: string; title: string; take: number | null }
  /** The title as it is to be shown. */
  children?: ReactNode
}) {
  return (
    <Link
      dir="auto"
      {...rest}
      to={`/tracks/${id}`}
      className={[styles.link, rest.className].filter(Boolean).join(' ')}
    >
      <span className={styles.title}>{children}</span>
      {take !== null && <TakeBadge take={take} />}
    </Link>
  )
}
