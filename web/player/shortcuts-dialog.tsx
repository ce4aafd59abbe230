import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { SHORTCUTS } from './shortcuts.ts'
import styles from './shortcuts-dialog.module.css'
import type { ShortcutsSwitch } from './use-shortcuts.ts'

export function ShortcutsDialog({
  open,
  onClose,
  shortcuts: { enabled, setEnabled },
}: {
  open: boolean
  onClose: () => void
  shortcuts: ShortcutsSwitch
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
  }, [open])
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="shortcuts-title"
      closedby="any"
      onClose={onClose}
    >
      <form method="dialog" className={styles.head}>
        <h2 id="shortcuts-title">Keyboard shortcuts</h2>
        <button type="submit" className={styles.close} aria-label="Close">
          <X aria-hidden size={20} />
        </button>
      </form>
      <dl className={styles.list} data-off={!enabled}>
        {SHORTCUTS.map(({ keys, means }) => (
          <div key={means} className={styles.row}>
            <dt>{means}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={enabled}
          onChange={(event) => setEnabled(event.target.checked)}
        />
        Use these shortcuts
      </label>
    </dialog>
  )
}
