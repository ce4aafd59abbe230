import type { ReactNode } from 'react'
import { useMatches } from 'react-router'
import { useMainPages } from '../connection/use-main-pages.ts'
import { Announcer } from '../ui/announcer.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { MakingNews } from './making-news.tsx'
import { PublicFrame } from './public-frame.tsx'
import { StudioFrame } from './studio-frame.tsx'
import { Toasts } from './toasts.tsx'
import { TopProgress } from './top-progress.tsx'
import { useArrival } from './use-arrival.ts'
import type { Visitor } from './visitor.ts'

/** Pages of the studio say so: `export const handle = STUDIO`. All others have the public frame. */
export const STUDIO = { frame: 'studio' } as const

/** The frame of every page, and what outlives pages: the live regions and the toasts. */
export function Shell({ visitor, children }: { visitor: Visitor; children: ReactNode }) {
  const isStudio = useMatches().some(({ handle }) => handle === STUDIO)
  useArrival()
  useMainPages(visitor.person !== null)
  return (
    <TooltipProvider>
      <TopProgress />
      {isStudio && visitor.person ? (
        <StudioFrame person={visitor.person} visitor={visitor}>
          {children}
        </StudioFrame>
      ) : (
        <PublicFrame visitor={visitor}>{children}</PublicFrame>
      )}
      {visitor.library && <MakingNews making={visitor.library.making} />}
      <Toasts />
      <Announcer />
    </TooltipProvider>
  )
}
