import type { ReactNode } from 'react'
import styles from './page.module.css'

/** The measure of a page below its header: a card's, a text's, or the whole width. */
export function Page({
  width = 'full',
  children,
}: {
  width?: 'card' | 'text' | 'full'
  children: ReactNode
}) {
  return <div className={`${styles.page} ${styles[width]}`}>{children}</div>
}
