import type { ReactNode } from 'react'

/** The page's own part of the window: where "Skip to content" leads. Each page has one. */
export function Main({
  className,
  children,
}: {
  className?: string | undefined
  children: ReactNode
}) {
  return (
    <main id="content" tabIndex={-1} className={className} style={{ outline: 'none' }}>
      {children}
    </main>
  )
}
