import { SEEK_STEP_SECONDS } from './seek-keys.ts'

export type Shortcut =
  | { does: 'toggle' | 'mute' | 'previous' | 'next' | 'queue' | 'full' | 'help' }
  | { does: 'seek'; seconds: number }

type Listed = { keys: readonly string[]; means: string }

/** The player's shortcuts as the dialog lists them. */
export const SHORTCUTS: readonly Listed[] = [
  { keys: ['Space', 'K'], means: 'Play or pause' },
  { keys: ['J', 'L'], means: 'Back or forward 10 seconds' },
  { keys: ['←', '→'], means: 'Back or forward 5 seconds' },
  { keys: ['Shift ←', 'Shift →'], means: 'Previous or next track' },
  { keys: ['[', ']'], means: 'On the big waveform: where a loop begins and ends' },
  { keys: ['M'], means: 'Mute' },
  { keys: ['Q'], means: 'Queue' },
  { keys: ['F'], means: 'Full player and lyrics' },
  { keys: ['Ctrl K', '⌘ K'], means: 'Search and commands' },
  { keys: ['?'], means: 'This list' },
]

/** Those of the list, which hold while a track in it has the focus; `/` and Z hold everywhere. */
export const LIST_SHORTCUTS: readonly Listed[] = [
  { keys: ['/'], means: 'Search your tracks' },
  { keys: ['↑', '↓'], means: 'Previous or next track of the list' },
  { keys: ['Enter'], means: 'Open its page' },
  { keys: ['P'], means: 'Play or pause it' },
  { keys: ['H'], means: 'Favorite' },
  { keys: ['F2'], means: 'Rename' },
  { keys: ['X', 'Shift ↑', 'Shift ↓'], means: 'Select' },
  { keys: ['Delete'], means: 'Move to trash' },
  { keys: ['Z'], means: 'Undo' },
]

const BY_KEY: Readonly<Record<string, Shortcut>> = {
  ' ': { does: 'toggle' },
  k: { does: 'toggle' },
  j: { does: 'seek', seconds: -10 },
  l: { does: 'seek', seconds: 10 },
  ArrowLeft: { does: 'seek', seconds: -SEEK_STEP_SECONDS },
  ArrowRight: { does: 'seek', seconds: SEEK_STEP_SECONDS },
  'Shift+ArrowLeft': { does: 'previous' },
  'Shift+ArrowRight': { does: 'next' },
  m: { does: 'mute' },
  q: { does: 'queue' },
  f: { does: 'full' },
  '?': { does: 'help' },
}

export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing'
>

/** What the focused element does with keys by itself: nothing, presses by Space, arrows, or both. */
export type KeyUse = { takesSpace: boolean; takesArrows: boolean }

/** What a key asks of the player; null for nothing. A control keeps the keys that operate it. */
export function shortcutOf(pressed: PressedKey, used: KeyUse): Shortcut | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing) return null
  const key = nameOf(pressed)
  if (used.takesSpace && key === ' ') return null
  if (used.takesArrows && key.includes('Arrow')) return null
  const shortcut = BY_KEY[key] ?? null
  // Holding a key down seeks on, but doesn't flicker between playing and paused.
  return pressed.repeat && shortcut?.does !== 'seek' ? null : shortcut
}

/** The key's letter; where the layout has no Latin letters, the one that is printed there on others. */
function nameOf({ key, code, shiftKey }: PressedKey): string {
  const isLatin = key.length > 1 || key.charCodeAt(0) < 0x80
  const latin = isLatin ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? (code === 'Slash' ? '?' : key))
  if (latin === '?') return latin
  if (shiftKey) return `Shift+${latin}`
  return latin.length === 1 ? latin.toLowerCase() : latin
}
