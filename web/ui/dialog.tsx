import { X } from 'lucide-react'
import { Dialog as Parts } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import styles from './dialog.module.css'

/**
 * A modal window, or with `from` a sheet that comes in from that edge. Escape and a press beside it
 * close it, and the focus goes back to what had it before. `description` is read out with the title.
 * With `isWhole` it covers the window, and brings its own way to close and its own head.
 */
export function Dialog({
  title,
  description,
  from,
  isWhole = false,
  open,
  onOpenChange,
  children,
}: {
  title: string
  description?: string
  from?: 'right' | 'bottom'
  isWhole?: boolean
  open: boolean
  onOpenChange: (open: boolean) => void
  children: ReactNode
}) {
  const opener = useRef<Element>(null)
  return (
    <Parts.Root open={open} onOpenChange={onOpenChange}>
      <Parts.Portal>
        <Parts.Overlay className={styles.veil} />
        <Parts.Content
          className={styles.dialog}
          data-from={isWhole ? 'everywhere' : from}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement
          }}
          onCloseAutoFocus={(event) => {
            // By itself it goes back to a button of its own only, and these have none.
            event.preventDefault()
            if (opener.current instanceof HTMLElement) opener.current.focus()
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          {isWhole ? (
            <Parts.Title className="visually-hidden">{title}</Parts.Title>
          ) : (
            <div className={styles.head}>
              <Parts.Title className={styles.title}>{title}</Parts.Title>
              <Parts.Close className={styles.close} aria-label="Close">
                <X size={20} aria-hidden />
              </Parts.Close>
            </div>
          )}
          {description && (
            <Parts.Description className={styles.description}>{description}</Parts.Description>
          )}
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  )
}
