import type { ReactNode } from 'react'
import { useNavigation } from 'react-router'

/** The page's own part of the window: where "Skip to content" leads. Each page has one. */
export function Main({
  className,
  children,
}: {
  className?: string | undefined
  children: ReactNode
}) {
  return (
    <main
      id="content"
      tabIndex={-1}
      aria-busy={useNavigation().state !== 'idle'}
      className={className}
      style={{ outline: 'none' }}
    >
      {children}
    </main>
  )
}
