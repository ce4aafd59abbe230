import type { KeyUse } from './shortcuts.ts'

const PRESSED_INPUTS = ['checkbox', 'radio', 'button', 'submit', 'reset', 'color', 'file', 'image']
const INPUTS_WITHOUT_TEXT = ['range', ...PRESSED_INPUTS].map((type) => `[type="${type}"]`).join()

/** Where single letters are typed or chosen by: the page's shortcuts are off. */
const TYPING = `input:not(${INPUTS_WITHOUT_TEXT}), textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="combobox"]`
const SPACE = `input:not([type="range"]), button, summary, [role="button"], [role="checkbox"], [role="switch"], [role="radio"]`
const ARROWS = `input[type="range"], input[type="radio"], [role="slider"], [role="tab"], [role="radio"], audio, video`

/** What shows the player within a dialog: there its shortcuts work as on the page. */
export const PLAYER_KEYS = { 'data-player-keys': '' } as const

/** What the focused element does with keys by itself; null where no shortcut may act. */
export function keyUseOf(focused: Element): KeyUse | null {
  const dialog = focused.closest('[role="dialog"], [role="alertdialog"], dialog')
  if (focused.closest(TYPING) || (dialog && !holdsPlayer(dialog))) return null
  return {
    takesSpace: focused.closest(SPACE) !== null,
    takesArrows: focused.closest(ARROWS) !== null,
  }
}

function holdsPlayer(dialog: Element): boolean {
  return dialog.querySelector(':scope [data-player-keys]') !== null
}
