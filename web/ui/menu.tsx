import { Check } from 'lucide-react'
import { type ComponentProps, createContext, type ReactNode, useContext } from 'react'
import styles from './menu.module.css'
import { BESIDE, Opener } from './opener.tsx'

type MenuParts = typeof import('./menu-parts.ts').Parts

const loadParts = async () => (await import('./menu-parts.ts')).Parts
const PartsContext = createContext<MenuParts | null>(null)

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
    <Opener trigger={trigger} opens="menu" open={open} onOpenChange={onOpenChange} load={loadParts}>
      {(Parts, stand, state) => (
        <Parts.Root modal={false} {...state}>
          <Parts.Trigger asChild>{stand}</Parts.Trigger>
          <Parts.Portal>
            <Parts.Content
              className={styles.menu}
              align={align}
              {...(side ? { side } : {})}
              {...BESIDE}
            >
              <PartsContext value={Parts}>{children}</PartsContext>
            </Parts.Content>
          </Parts.Portal>
        </Parts.Root>
      )}
    </Opener>
  )
}

function useParts(): MenuParts {
  const parts = useContext(PartsContext)
  if (!parts) throw new Error('An entry of a menu stands outside of a menu.')
  return parts
}

/** `keys` shows the shortcut that does the same. */
export function MenuItem({
  icon,
  keys,
  isDangerous = false,
  children,
  ...item
}: ComponentProps<MenuParts['Item']> & {
  icon?: ReactNode
  keys?: string
  isDangerous?: boolean
}) {
  const Parts = useParts()
  return (
    <Parts.Item className={styles.item} data-danger={isDangerous || undefined} {...item}>
      {item.asChild ? (
        children
      ) : (
        <>
          {icon}
          <span className={styles.name}>{children}</span>
          {keys && <kbd className={styles.keys}>{keys}</kbd>}
        </>
      )}
    </Parts.Item>
  )
}

/** An entry that is a plain link. `hint` says more about it, in small letters. */
export function MenuLink({
  icon,
  hint,
  children,
  ...link
}: ComponentProps<'a'> & { icon?: ReactNode; hint?: string | undefined }) {
  const Parts = useParts()
  return (
    <Parts.Item className={styles.item} asChild>
      <a {...link}>
        {icon}
        <span className={styles.name}>{children}</span>
        {hint && <small className={styles.keys}>{hint}</small>}
      </a>
    </Parts.Item>
  )
}

/** One of several choices; the chosen one has a tick. Goes into a `MenuChoices`. */
export function MenuChoice({ value, children }: { value: string; children: ReactNode }) {
  const Parts = useParts()
  return (
    <Parts.RadioItem className={styles.item} value={value}>
      <span className={styles.tick}>
        <Parts.ItemIndicator>
          <Check size={16} aria-hidden />
        </Parts.ItemIndicator>
      </span>
      <span className={styles.name}>{children}</span>
    </Parts.RadioItem>
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
  const Parts = useParts()
  return (
    <>
      <Parts.Label className={styles.label}>{label}</Parts.Label>
      <Parts.RadioGroup value={value} onValueChange={onValueChange} aria-label={label}>
        {children}
      </Parts.RadioGroup>
    </>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  const Parts = useParts()
  return <Parts.Label className={styles.label}>{children}</Parts.Label>
}

export function MenuSeparator() {
  const Parts = useParts()
  return <Parts.Separator className={styles.separator} />
}
