import { X } from 'lucide-react'
import { Toast as Parts } from 'radix-ui'
import styles from './toaster.module.css'
import { dismissToast, type Toast, toasts } from './toasts.ts'
import { useObservable } from './use-observable.ts'

const SHOWN_MILLISECONDS = 8000

/** Shows the toasts. F8 moves the focus to them; they wait while they are hovered or focused. */
export default function Toaster() {
  const shown = useObservable(toasts)
  return (
    <Parts.Provider duration={SHOWN_MILLISECONDS} swipeDirection="right" label="Notification">
      {shown.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
      <Parts.Viewport className={styles.toasts} label="Notifications ({hotkey})" />
    </Parts.Provider>
  )
}

function OneToast({ toast: { id, sentence, action, isProblem } }: { toast: Toast }) {
  return (
    <Parts.Root
      className={styles.toast}
      data-problem={isProblem || undefined}
      type={isProblem ? 'foreground' : 'background'}
      {...(isProblem ? { duration: Number.POSITIVE_INFINITY } : {})}
      onOpenChange={(open) => open || dismissToast(id)}
    >
      <Parts.Title className={styles.sentence} dir="auto">
        {sentence}
      </Parts.Title>
      {action && (
        <Parts.Action
          className={styles.action}
          altText={action.isUndo ? `${action.label} (Z)` : action.label}
          onClick={action.press}
        >
          {action.label}
        </Parts.Action>
      )}
      <Parts.Close className={styles.close} aria-label="Dismiss">
        <X size={16} aria-hidden />
      </Parts.Close>
    </Parts.Root>
  )
}
