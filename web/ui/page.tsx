import type { ReactNode } from 'react'
import styles from './page.module.css'

/** A page below its header, as wide as a card, as a text, or in full. */
export function Page({
  width = 'full',
  children,
}: {
  width?: 'card' | 'text' | 'full'
  children: ReactNode
}) {
  return <div className={[styles.page, styles[width]].filter(Boolean).join(' ')}>{children}</div>
}
