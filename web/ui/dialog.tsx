import { X } from 'lucide-react'
import { Dialog as Parts } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './dialog.module.css'

/**
 * A modal window, or with `from` a sheet that comes in from that edge. Escape and a press beside it
 * close it, and the focus goes back to what opened it. `description` is read out with the title.
 */
export function Dialog({
  title,
  description,
  from,
  open,
  onOpenChange,
  children,
}: {
  title: string
  description?: string
  from?: 'right' | 'bottom'
  open: boolean
  onOpenChange: (open: boolean) => void
  children: ReactNode
}) {
  return (
    <Parts.Root open={open} onOpenChange={onOpenChange}>
      <Parts.Portal>
        <Parts.Overlay className={styles.veil} />
        <Parts.Content
          className={styles.dialog}
          data-from={from}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className={styles.head}>
            <Parts.Title className={styles.title}>{title}</Parts.Title>
            <Parts.Close className={styles.close} aria-label="Close">
              <X size={20} aria-hidden />
            </Parts.Close>
          </div>
          {description && (
            <Parts.Description className={styles.description}>{description}</Parts.Description>
          )}
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  )
}
