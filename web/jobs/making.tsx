import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { usePart } from '../ui/use-part.ts'
import type { JobsFollowed } from './follow-jobs.ts'

const FollowedContext = createContext<JobsFollowed | null>(null)

const loadFollow = async () => (await import('./follow-jobs.ts')).followJobs

/** Place it above every page: all pages share one poll, which goes on from page to page. A stranger has nothing to follow. */
export function MakingProvider({
  isStranger,
  children,
}: {
  isStranger: boolean
  children: ReactNode
}) {
  const follow = usePart(!isStranger, loadFollow)
  const followed = useMemo(() => follow?.() ?? null, [follow])
  useEffect(() => {
    if (!followed) return
    const closing = new AbortController()
    followed.run(closing.signal)
    return () => closing.abort()
  }, [followed])
  return <FollowedContext value={followed}>{children}</FollowedContext>
}

export function useFollowed(): JobsFollowed | null {
  return useContext(FollowedContext)
}
