import type { ReactNode } from 'react'
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
      <Header visitor={visitor} />
      <div className={styles.page}>{children}</div>
      <Footer />
    </div>
  )
}
