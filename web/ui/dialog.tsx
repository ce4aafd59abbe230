import { Dialog as Parts } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { CloseButton } from './close-button.tsx'
import styles from './dialog.module.css'

/**
 * A modal window, or with `from` a sheet that comes in from that edge. Escape and a press beside it
 * close it, and the focus goes back to what had it before. `description` is read out with the title.
 * With `isWhole` it covers the window, and brings its own way to close and its own head; so does one from
 * the top, which is no larger than what it holds.
 */
export function Dialog({
  title,
  description,
  from,
  isWhole = false,
  movesFocus,
  open,
  onOpenChange,
  children,
}: {
  title: string
  description?: string
  from?: 'right' | 'bottom' | 'top'
  isWhole?: boolean
  /** Whether what closes it brings the focus elsewhere, as another page does. */
  movesFocus?: () => boolean
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
            if (movesFocus?.()) return
            if (opener.current instanceof HTMLElement) opener.current.focus()
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          {isWhole || from === 'top' ? (
            <Parts.Title className="visually-hidden">{title}</Parts.Title>
          ) : (
            <div className={styles.head}>
              <Parts.Title className={styles.title}>{title}</Parts.Title>
              <Parts.Close asChild>
                <CloseButton className={styles.close} />
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
