import { useSyncExternalStore } from 'react'
import { enableShortcuts, shortcutsEnabled } from './shortcuts-setting.ts'
import styles from './shortcuts-switch.module.css'

/** Switches the shortcuts of single keys on and off, wherever it stands. */
export function ShortcutsSwitch() {
  const enabled = useSyncExternalStore(shortcutsEnabled.subscribe, shortcutsEnabled.get, () => true)
  return (
    <label className={styles.label}>
      Single-key shortcuts
      <input
        type="checkbox"
        role="switch"
        aria-checked={enabled}
        className={styles.switch}
        checked={enabled}
        onChange={(event) => enableShortcuts(event.target.checked)}
      />
    </label>
  )
}
