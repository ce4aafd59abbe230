import type { ReactNode } from 'react'
import { Main } from './main.tsx'
import styles from './page.module.css'

/** A page as wide as a card, as a text, or in full. */
export function Page({
  width = 'full',
  children,
}: {
  width?: 'card' | 'text' | 'full'
  children: ReactNode
}) {
  const classes = [styles.page, styles[width]].filter(Boolean).join(' ')
  return <Main className={classes}>{children}</Main>
}
