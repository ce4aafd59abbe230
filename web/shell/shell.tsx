import type { ReactNode } from 'react'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import styles from './shell.module.css'
import type { Visitor } from './visitor.ts'

/** The frame of every page. */
export function Shell({ visitor, children }: { visitor: Visitor; children: ReactNode }) {
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        Skip to the content
      </a>
      <Header visitor={visitor} />
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <Footer visitor={visitor} />
    </div>
  )
}
