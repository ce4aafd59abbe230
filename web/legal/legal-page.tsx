import type { ReactNode } from 'react'
import { formatDate } from '../ui/format-date.ts'
import { Page } from '../ui/page.tsx'
import styles from './legal.module.css'
import { sayOperator } from './operator.ts'

/** A page of plain text. `updated` is the day of its last change, `2026-11-29`. */
export function LegalPage({
  title,
  lead,
  updated,
  children,
}: {
  title: string
  lead: string
  updated: string
  children: ReactNode
}) {
  return (
    <Page width="text">
      <article className={styles.text}>
        <h1>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        {children}
        <p className={styles.updated}>
          {sayOperator()} Last changed <time dateTime={updated}>{formatDate(updated)}</time>.
        </p>
      </article>
    </Page>
  )
}
