import type { ReactNode } from 'react'
import { ConnectionBar } from './connection-bar.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import styles from './public-frame.module.css'
import { SkipLinks } from './skip-links.tsx'
import type { Visitor } from './visitor.ts'

const PLACES = [{ to: 'content', name: 'Skip to content' }]

/** Header, the page in a column, footer. */
export function PublicFrame({ visitor, children }: { visitor: Visitor; children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <SkipLinks places={PLACES} />
      <div className={styles.top}>
        <Header visitor={visitor} />
        <ConnectionBar />
      </div>
      <div className={styles.page}>{children}</div>
      <Footer />
    </div>
  )
}
