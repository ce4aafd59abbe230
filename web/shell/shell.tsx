import type { ReactNode } from 'react'
import { useMainPages } from '../connection/use-main-pages.ts'
import { Announcer } from '../ui/announcer.tsx'
import { usePart } from '../ui/use-part.ts'
import { Toasts } from './toasts.tsx'
import { TopProgress } from './top-progress.tsx'
import { useArrival } from './use-arrival.ts'
import type { Visitor } from './visitor.ts'

const loadNews = async () => (await import('./making-news.tsx')).MakingNews

/** What outlives pages and their frames: the line at the top, the live regions, the toasts, and the news of what is made. */
export function Shell({ visitor, children }: { visitor: Visitor; children: ReactNode }) {
  useArrival()
  useMainPages(visitor.person !== null)
  const MakingNews = usePart(visitor.library !== null, loadNews)
  return (
    <>
      <TopProgress />
      {children}
      {visitor.library && MakingNews && <MakingNews making={visitor.library.making} />}
      <Toasts />
      <Announcer />
    </>
  )
}
