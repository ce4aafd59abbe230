import { Search } from 'lucide-react'
import { isApple } from '../../ui/is-apple.ts'
import { useHydrated } from '../../ui/use-hydrated.ts'
import styles from './palette-button.module.css'
import { openPalette } from './palette-open.ts'

/** Opens the palette, and shows its keys where there is room for them. */
export function PaletteButton() {
  const isOnApple = useHydrated() && isApple()
  return (
    <button
      type="button"
      className={`${styles.button} needs-script`}
      aria-keyshortcuts={isOnApple ? 'Meta+K' : 'Control+K'}
      aria-haspopup="dialog"
      title={`Search and commands (${isOnApple ? '⌘K' : 'Ctrl K'})`}
      onClick={openPalette}
    >
      <Search size={18} aria-hidden />
      <span className={styles.name}>Search</span>
      <kbd className={styles.keys} aria-hidden>
        {isOnApple ? '⌘K' : 'Ctrl K'}
      </kbd>
    </button>
  )
}
