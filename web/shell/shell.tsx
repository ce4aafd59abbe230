import type { ReactNode } from 'react'
import { useMainPages } from '../connection/use-main-pages.ts'
import { Announcer } from '../ui/announcer.tsx'
import { MakingNews } from './making-news.tsx'
import { Toasts } from './toasts.tsx'
import { TopProgress } from './top-progress.tsx'
import { useArrival } from './use-arrival.ts'
import type { Visitor } from './visitor.ts'

/** What outlives pages and their frames: the line at the top, the live regions, the toasts, and the news of what is made. */
export function Shell({ visitor, children }: { visitor: Visitor; children: ReactNode }) {
  useArrival()
  useMainPages(visitor.person !== null)
  return (
    <>
      <TopProgress />
      {children}
      {visitor.library && <MakingNews making={visitor.library.making} />}
      <Toasts />
      <Announcer />
    </>
  )
}
