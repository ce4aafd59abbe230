import { Redo2, Undo2 } from 'lucide-react'
import { Tooltip } from '../ui/tooltip.tsx'
import styles from './composer-head.module.css'
import type { Mode } from './composer-values.ts'
import { keyNames } from './key-names.ts'
import type { ComposerState } from './use-composer.ts'

const MODES: readonly { mode: Mode; name: string }[] = [
  { mode: 'simple', name: 'Simple' },
  { mode: 'custom', name: 'Custom' },
]

/** The mode, what has become of the draft, undo and redo. */
export function ComposerHead({
  composer: { values, note, canUndo, canRedo, choose, clear, undo, redo },
}: {
  composer: ComposerState
}) {
  const keys = keyNames()
  return (
    <div className={styles.head}>
      <fieldset className={styles.modes}>
        <legend className="visually-hidden">Mode</legend>
        {MODES.map(({ mode, name }) => (
          <label key={mode} className={styles.mode}>
            <input
              type="radio"
              name="mode"
              value={mode}
              checked={values.mode === mode}
              onChange={() => choose({ mode })}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <p className={styles.note}>
        {note === 'restored' && (
          <>
            Draft restored ·{' '}
            <button type="button" className={styles.clear} onClick={clear}>
              Clear
            </button>
          </>
        )}
        {note === 'saved' && 'Draft saved'}
      </p>
      <div className={`${styles.steps} needs-script`}>
        <Tooltip words="Undo" keys={keys.undo}>
          <button
            type="button"
            className={styles.step}
            aria-label="Undo"
            aria-keyshortcuts="Control+Z Meta+Z"
            aria-disabled={!canUndo || undefined}
            onClick={undo}
          >
            <Undo2 size={16} aria-hidden />
          </button>
        </Tooltip>
        <Tooltip words="Redo" keys={keys.redo}>
          <button
            type="button"
            className={styles.step}
            aria-label="Redo"
            aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
            aria-disabled={!canRedo || undefined}
            onClick={redo}
          >
            <Redo2 size={16} aria-hidden />
          </button>
        </Tooltip>
      </div>
    </div>
  )
}
