import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import styles from './menu.module.css'

/** A button (`trigger`) and the list of verbs that it opens. Arrow keys and letters move in it. */
export function Menu({
  trigger,
  align = 'end',
  side,
  open,
  children,
  onOpenChange,
}: {
  /** One element that takes a ref, such as a `<button>`. */
  trigger: ReactNode
  align?: 'start' | 'end'
  side?: 'top' | 'bottom' | 'right'
  open?: boolean
  children: ReactNode
  onOpenChange?: (open: boolean) => void
}) {
  return (
    <DropdownMenu.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          align={align}
          {...(side ? { side } : {})}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** `keys` shows the shortcut that does the same. */
export function MenuItem({
  icon,
  keys,
  isDangerous = false,
  children,
  ...item
}: ComponentProps<typeof DropdownMenu.Item> & {
  icon?: ReactNode
  keys?: string
  isDangerous?: boolean
}) {
  return (
    <DropdownMenu.Item className={styles.item} data-danger={isDangerous || undefined} {...item}>
      {item.asChild ? (
        children
      ) : (
        <>
          {icon}
          <span className={styles.name}>{children}</span>
          {keys && <kbd className={styles.keys}>{keys}</kbd>}
        </>
      )}
    </DropdownMenu.Item>
  )
}

/** One of several choices; the chosen one has a tick. Goes into a `MenuChoices`. */
export function MenuChoice({ value, children }: { value: string; children: ReactNode }) {
  return (
    <DropdownMenu.RadioItem className={styles.item} value={value}>
      <span className={styles.tick}>
        <DropdownMenu.ItemIndicator>
          <Check size={16} aria-hidden />
        </DropdownMenu.ItemIndicator>
      </span>
      <span className={styles.name}>{children}</span>
    </DropdownMenu.RadioItem>
  )
}

export function MenuChoices({
  label,
  value,
  onValueChange,
  children,
}: {
  label: string
  value: string
  onValueChange: (value: string) => void
  children: ReactNode
}) {
  return (
    <>
      <DropdownMenu.Label className={styles.label}>{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={value} onValueChange={onValueChange} aria-label={label}>
        {children}
      </DropdownMenu.RadioGroup>
    </>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className={styles.label}>{children}</DropdownMenu.Label>
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className={styles.separator} />
}
