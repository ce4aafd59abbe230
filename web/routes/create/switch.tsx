import type { ReactNode } from 'react'
import styles from './switch.module.css'

/** A checkbox that looks like a switch; sends `true` when it is on. */
export function Switch({
  name,
  isOn,
  children,
}: {
  name: string
  isOn: boolean
  children: ReactNode
}) {
  return (
    <label className={styles.switch}>
      <input type="checkbox" name={name} value="true" defaultChecked={isOn} />
      <span>{children}</span>
    </label>
  )
}
