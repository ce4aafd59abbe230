/** What is drawn in grey while a page is waited for. */
export type Skeleton = 'list' | 'track'

/** What stands in for the page at `to`; null where most of `from` stays, or where nothing is drawn for it. */
export function skeletonFor(from: string, to: string): Skeleton | null {
  if (from === to) return null
  if (to.startsWith('/tracks/')) return 'track'
  return isStudio(to) && !isStudio(from) ? 'list' : null
}

const isStudio = (pathname: string) => pathname === '/library' || pathname === '/create'
