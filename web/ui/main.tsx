import type { ReactNode } from 'react'
import { useNavigation } from 'react-router'

/** The page's own part of the window: where "Skip to content" leads. Each page has one. */
export function Main({
  className,
  inert = false,
  children,
}: {
  className?: string | undefined
  /** Whether something else covers it. */
  inert?: boolean
  children: ReactNode
}) {
  return (
    <main
      id="content"
      tabIndex={-1}
      aria-busy={useNavigation().state !== 'idle'}
      inert={inert}
      className={className}
      style={{ outline: 'none' }}
    >
      {children}
    </main>
  )
}
