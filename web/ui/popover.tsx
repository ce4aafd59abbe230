import type { ReactNode } from 'react'
import { BESIDE, Opener } from './opener.tsx'
import styles from './popover.module.css'

const loadParts = async () => (await import('./popover-parts.ts')).Parts

/** A button (`trigger`) and what it opens beside itself. Escape and a press elsewhere close it. */
export function Popover({
  trigger,
  label,
  align = 'start',
  side,
  open,
  onOpenChange,
  children,
}: {
  /** One element that takes a ref, such as a `<button>`. */
  trigger: ReactNode
  /** The popover's accessible name. */
  label: string
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}) {
  return (
    <Opener
      trigger={trigger}
      opens="dialog"
      open={open}
      onOpenChange={onOpenChange}
      load={loadParts}
    >
      {(Parts, stand, state) => (
        <Parts.Root {...state}>
          <Parts.Trigger asChild>{stand}</Parts.Trigger>
          <Parts.Portal>
            <Parts.Content
              className={styles.popover}
              aria-label={label}
              align={align}
              {...(side ? { side } : {})}
              {...BESIDE}
            >
              {children}
            </Parts.Content>
          </Parts.Portal>
        </Parts.Root>
      )}
    </Opener>
  )
}
