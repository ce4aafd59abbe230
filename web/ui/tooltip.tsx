import { type ReactNode, useState } from 'react'
import { Floating } from './floating.tsx'
import styles from './tooltip.module.css'

const WAIT_MILLISECONDS = 400

const loadParts = async () => (await import('./tooltip-parts.ts')).Parts

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
  const [isOpen, setOpen] = useState(false)
  return (
    <Floating
      control={children}
      load={loadParts}
      onReady={(control) => setOpen(control.matches(':focus-visible'))}
    >
      {(Parts, stand) => (
        <Parts.Provider delayDuration={WAIT_MILLISECONDS}>
          <Parts.Root open={isOpen} onOpenChange={setOpen}>
            <Parts.Trigger asChild>{stand}</Parts.Trigger>
            <Parts.Portal>
              <Parts.Content
                className={styles.tooltip}
                side={side}
                sideOffset={6}
                collisionPadding={8}
              >
                {words}
                {keys && <kbd className={styles.keys}>{keys}</kbd>}
              </Parts.Content>
            </Parts.Portal>
          </Parts.Root>
        </Parts.Provider>
      )}
    </Floating>
  )
}
