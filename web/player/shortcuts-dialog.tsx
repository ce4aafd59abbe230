import { Dialog } from '../ui/dialog.tsx'
import { useObservable } from '../ui/use-observable.ts'
import { closePanel } from './open-panel.ts'
import { LIST_SHORTCUTS, SHORTCUTS } from './shortcuts.ts'
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
      <div className={styles.lists} data-off={!enabled || undefined}>
        <KeyList title="Player" shortcuts={SHORTCUTS} />
        <KeyList title="Your tracks" shortcuts={LIST_SHORTCUTS} />
      </div>
      <ShortcutsSwitch />
    </Dialog>
  )
}

function KeyList({ title, shortcuts }: { title: string; shortcuts: typeof SHORTCUTS }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {shortcuts.map(({ keys, means }) => (
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
    </section>
  )
}
