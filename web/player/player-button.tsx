import type { ComponentProps, ReactNode } from 'react'
import { Tooltip } from '../ui/tooltip.tsx'
import styles from './player-button.module.css'

/** A button with a picture, its name, and the key that does the same. `isOn` makes it a toggle. */
export function PlayerButton({
  label,
  keys,
  keyShortcuts,
  isOn,
  children,
  ...button
}: Omit<ComponentProps<'button'>, 'type'> & {
  label: string
  /** As people read it, such as "Shift ←". */
  keys?: string
  /** As `aria-keyshortcuts` wants it, where that differs. */
  keyShortcuts?: string
  isOn?: boolean
  children: ReactNode
}) {
  return (
    <Tooltip words={label} {...(keys ? { keys } : {})}>
      <button
        {...button}
        type="button"
        className={[styles.button, button.className].filter(Boolean).join(' ')}
        aria-label={label}
        aria-pressed={isOn}
        aria-keyshortcuts={keyShortcuts ?? keys}
      >
        {children}
      </button>
    </Tooltip>
  )
}
