import { type Observable, observable } from '../ui/observable.ts'

const KEY = 'soundfoundry.shortcuts'

const changes = observable({})
let kept: boolean | null = null

/**
 * Whether single keys are shortcuts. They can be switched off, because dictation software would
 * trigger them; this browser keeps the choice.
 */
export const shortcutsEnabled: Observable<boolean> = {
  get() {
    kept ??= readEnabled()
    return kept
  },
  subscribe: changes.subscribe,
}

export function enableShortcuts(enabled: boolean): void {
  kept = enabled
  changes.set({})
  try {
    localStorage.setItem(KEY, enabled ? 'on' : 'off')
  } catch {
    // A browser that stores nothing has them on again next time.
  }
}

function readEnabled(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}
