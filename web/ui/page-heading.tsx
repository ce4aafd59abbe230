import type { ReactNode } from 'react'
import styles from './page-heading.module.css'

export function PageHeading({ title, aside }: { title: string; aside?: ReactNode }) {
  return (
    <div className={styles.heading}>
      <h1>{title}</h1>
      {aside}
    </div>
  )
}
