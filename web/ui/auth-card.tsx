import type { ReactNode } from 'react'
import styles from './auth-card.module.css'
import { Mark } from './mark.tsx'
import { Page } from './page.tsx'

/** The card that sign-in and sign-up stand on. */
export function AuthCard({
  title,
  lead,
  children,
  otherwise,
}: {
  title: string
  lead: ReactNode
  children: ReactNode
  otherwise: ReactNode
}) {
  return (
    <Page width="card">
      <div className={styles.card}>
        <div className={styles.top}>
          <Mark size={40} />
          <h1>{title}</h1>
          <p className={styles.lead}>{lead}</p>
        </div>
        {children}
      </div>
      <p className={styles.otherwise}>{otherwise}</p>
    </Page>
  )
}
