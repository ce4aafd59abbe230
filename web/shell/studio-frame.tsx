import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import type { Person } from '../api/auth-api.ts'
import { usePlayer } from '../player/player-provider.tsx'
import { ConnectionBar } from './connection-bar.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { Rail } from './rail.tsx'
import { SkipLinks } from './skip-links.tsx'
import styles from './studio-frame.module.css'
import { TabBar } from './tab-bar.tsx'
import { TopBar } from './top-bar.tsx'
import type { Visitor } from './visitor.ts'

/** The rail beside the page; on phones a bar above it and tabs below. The window scrolls the page. */
export function StudioFrame({
  person,
  visitor,
  children,
}: {
  person: Person
  visitor: Visitor
  children: ReactNode
}) {
  const isComposing = useLocation().pathname === '/create'
  const isPlaying = usePlayer().current !== null
  const places = [
    ...(isComposing ? [{ to: 'composer', name: 'Skip to the composer' }] : []),
    { to: 'content', name: 'Skip to content' },
    ...(isPlaying ? [{ to: 'player', name: 'Skip to the player' }] : []),
  ]
  return (
    <div className={styles.frame} data-frame="studio">
      <SkipLinks places={places} />
      <Rail person={person} visitor={visitor} />
      <div className={styles.page}>
        <div className={styles.top}>
          <ConnectionBar />
        </div>
        <TopBar visitor={visitor} />
        {children}
        <PageSkeleton />
      </div>
      <TabBar />
    </div>
  )
}
