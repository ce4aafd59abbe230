import { SEEK_STEP_SECONDS } from './seek-keys.ts'

export type Shortcut =
  | { does: 'toggle' }
  | { does: 'mute' }
  | { does: 'help' }
  | { does: 'seek'; seconds: number }

/** The shortcuts as the dialog lists them. */
export const SHORTCUTS = [
  { keys: ['Space', 'K'], means: 'Play or pause' },
  { keys: ['J', 'L'], means: 'Back or forward 10 seconds' },
  { keys: ['←', '→'], means: 'Back or forward 5 seconds' },
  { keys: ['M'], means: 'Mute' },
  { keys: ['?'], means: 'Show these shortcuts' },
] as const

const BY_KEY: Readonly<Record<string, Shortcut>> = {
  ' ': { does: 'toggle' },
  k: { does: 'toggle' },
  j: { does: 'seek', seconds: -10 },
  l: { does: 'seek', seconds: 10 },
  arrowleft: { does: 'seek', seconds: -SEEK_STEP_SECONDS },
  arrowright: { does: 'seek', seconds: SEEK_STEP_SECONDS },
  m: { does: 'mute' },
  '?': { does: 'help' },
}

export type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>

/**
 * What a key asks of the player; null for nothing. `role` says what has the focus, which is never a
 * field: a control keeps the keys that operate it.
 */
export function shortcutOf(
  pressed: PressedKey,
  role: 'page' | 'button' | 'arrows',
): Shortcut | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null
  const key = pressed.key.toLowerCase()
  if (role === 'button' && key === ' ') return null
  if (role === 'arrows' && key.startsWith('arrow')) return null
  const shortcut = BY_KEY[key] ?? null
  // Holding a key down seeks on, but doesn't flicker between playing and paused.
  return pressed.repeat && shortcut?.does !== 'seek' ? null : shortcut
}
