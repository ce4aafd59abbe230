import { Popover as Parts } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './popover.module.css'

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
    <Parts.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Parts.Trigger asChild>{trigger}</Parts.Trigger>
      <Parts.Portal>
        <Parts.Content
          className={styles.popover}
          aria-label={label}
          align={align}
          {...(side ? { side } : {})}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  )
}

/** Closes the popover around it when the one element in it is pressed. */
export function PopoverClose({ children }: { children: ReactNode }) {
  return <Parts.Close asChild>{children}</Parts.Close>
}
