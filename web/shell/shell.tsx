import type { ReactNode } from 'react'
import { useMainPages } from '../connection/use-main-pages.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import styles from './shell.module.css'
import { TopProgress } from './top-progress.tsx'
import { useIsWaiting } from './use-is-waiting.ts'
import type { Visitor } from './visitor.ts'

/** The frame of every page. */
export function Shell({ visitor, children }: { visitor: Visitor; children: ReactNode }) {
  const isWaiting = useIsWaiting()
  useMainPages(visitor.person !== null)
  return (
    <div className={styles.shell}>
      <TopProgress />
      <a href="#content" className={styles.skip}>
        Skip to content
      </a>
      <div className={styles.top}>
        <Header visitor={visitor} />
        <ConnectionBar />
      </div>
      <main id="content" tabIndex={-1} className={styles.main} aria-busy={isWaiting}>
        {children}
      </main>
      <Footer visitor={visitor} />
    </div>
  )
}
