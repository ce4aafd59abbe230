import type { ReactNode } from 'react'
import styles from './switch.module.css'

/** A checkbox that looks like a switch; with a name it sends `true` when it is on. */
export function Switch({
  name,
  isOn,
  isDisabled = false,
  isWrong = false,
  describedBy,
  children,
}: {
  name?: string
  isOn: boolean
  isDisabled?: boolean
  isWrong?: boolean
  describedBy?: string
  children: ReactNode
}) {
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        name={name}
        value="true"
        defaultChecked={isOn}
        disabled={isDisabled}
        aria-invalid={isWrong || undefined}
        aria-describedby={describedBy}
      />
      <span>{children}</span>
    </label>
  )
}
