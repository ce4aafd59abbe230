import type { KeyboardEvent } from 'react'

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** What a key in the composer asks for: `⌘/Ctrl+Z` with `⇧` for redo, `Ctrl+Y`, `⌘/Ctrl+Enter`. */
export function readKeys({ key, ctrlKey, metaKey, shiftKey, altKey }: Keys) {
  if (altKey || ctrlKey === metaKey) return null
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo'
  if (key.toLowerCase() === 'y' && ctrlKey && !shiftKey) return 'redo'
  return key === 'Enter' && !shiftKey ? 'send' : null
}
