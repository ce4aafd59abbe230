import { Tooltip as Parts } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './tooltip.module.css'

/** Around everything that shows tooltips: one that was open lets the next one open at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Parts.Provider delayDuration={500}>{children}</Parts.Provider>
}

/** Words beside a control while it is hovered or focused. `keys` is the shortcut that does the same. */
export function Tooltip({
  words,
  keys,
  side = 'top',
  children,
}: {
  words: ReactNode
  keys?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** One element that takes a ref. */
  children: ReactNode
}) {
  return (
    <Parts.Root>
      <Parts.Trigger asChild>{children}</Parts.Trigger>
      <Parts.Portal>
        <Parts.Content className={styles.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {words}
          {keys && <kbd className={styles.keys}>{keys}</kbd>}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  )
}
