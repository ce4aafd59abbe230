import { useEffect } from 'react'
import { whenIdle } from '../ui/when-idle.ts'
import { loadMainPages } from './guard-router.ts'

/** Loads the code of the main pages when the browser is idle, for those who are likely to open them. */
export function useMainPages(isLikely: boolean): void {
  useEffect(() => (isLikely ? whenIdle(loadMainPages) : undefined), [isLikely])
}
