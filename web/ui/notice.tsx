import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** A sentence that stands out. Screen readers announce a `problem` at once. */
export function Notice({ kind, children }: { kind: 'problem' | 'note'; children: ReactNode }) {
  const Icon = kind === 'problem' ? CircleAlert : Info
  return (
    <div
      className={`${styles.notice} ${styles[kind]}`}
      role={kind === 'problem' ? 'alert' : undefined}
    >
      <Icon size={18} aria-hidden />
      <div>{children}</div>
    </div>
  )
}
