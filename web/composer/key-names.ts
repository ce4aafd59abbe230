import { isApple } from '../ui/is-apple.ts'

/** The composer's shortcuts as they are written on this machine's keys. On the server: those of most. */
export function keyNames(): { undo: string; redo: string; send: string } {
  return isApple()
    ? { undo: '⌘Z', redo: '⇧⌘Z', send: '⌘↵' }
    : { undo: 'Ctrl Z', redo: 'Ctrl ⇧ Z', send: 'Ctrl ↵' }
}
