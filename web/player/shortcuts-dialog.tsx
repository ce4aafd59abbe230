import { Dialog } from '../ui/dialog.tsx'
import { useObservable } from '../ui/use-observable.ts'
import { closePanel } from './open-panel.ts'
import { SHORTCUTS } from './shortcuts.ts'
import styles from './shortcuts-dialog.module.css'
import { shortcutsEnabled } from './shortcuts-setting.ts'
import { ShortcutsSwitch } from './shortcuts-switch.tsx'

export function ShortcutsDialog({ open }: { open: boolean }) {
  const enabled = useObservable(shortcutsEnabled)
  return (
    <Dialog
      title="Keyboard shortcuts"
      open={open}
      onOpenChange={(isOpen) => isOpen || closePanel('shortcuts')}
    >
      <dl className={styles.list} data-off={!enabled || undefined}>
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
      <ShortcutsSwitch />
    </Dialog>
  )
}
