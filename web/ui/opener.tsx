import type { ReactElement, ReactNode } from 'react'
import { Floating } from './floating.tsx'
import { useOwnOpen } from './use-own-open.ts'

/** Where what a control opens stands to it. */
export const BESIDE = { sideOffset: 6, collisionPadding: 8 } as const

/**
 * A control (`trigger`) and what it opens beside itself, whose own root takes `state`. A press before the
 * code of that is there opens it once it is.
 */
export function Opener<Parts>({
  trigger,
  opens,
  open,
  onOpenChange,
  load,
  children,
}: {
  /** One element that takes a ref, such as a `<button>`. */
  trigger: ReactNode
  opens: 'menu' | 'dialog'
  open: boolean | undefined
  onOpenChange: ((open: boolean) => void) | undefined
  load: () => Promise<Parts>
  children: (
    parts: Parts,
    stand: ReactElement,
    state: { open: boolean; onOpenChange: (open: boolean) => void },
  ) => ReactNode
}) {
  const { isOpen, setOpen } = useOwnOpen(open, onOpenChange)
  return (
    <Floating
      control={trigger}
      says={{ 'aria-haspopup': opens, 'aria-expanded': isOpen }}
      isWanted={isOpen}
      load={load}
      onEarlyPress={() => setOpen(true)}
    >
      {(parts, stand) => children(parts, stand, { open: isOpen, onOpenChange: setOpen })}
    </Floating>
  )
}
