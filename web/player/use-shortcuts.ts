import { useEffect, useEffectEvent, useState } from 'react'
import type { Player } from './player.ts'
import { type Shortcut, shortcutOf } from './shortcuts.ts'

const FIELDS = 'input, textarea, select, [contenteditable], dialog'
const BUTTONS = 'button, summary, [role="button"], [role="checkbox"], [role="switch"]'
const ARROWS = '[role="slider"], [role="tab"], [role="option"], [role^="menuitem"], audio, video'

const KEY = 'soundfoundry.shortcuts'

export type ShortcutsSwitch = { enabled: boolean; setEnabled: (enabled: boolean) => void }

/**
 * Lets single keys control the player while no field has the focus. They can be switched off,
 * because dictation software would trigger them; this browser keeps the choice.
 */
export function useShortcuts(player: Player, showHelp: () => void): ShortcutsSwitch {
  const [enabled, setEnabled] = useState(readEnabled)
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : document.body
    if (event.defaultPrevented || target.closest(FIELDS)) return
    const role = target.closest(ARROWS) ? 'arrows' : target.closest(BUTTONS) ? 'button' : 'page'
    const shortcut = shortcutOf(event, role)
    if (shortcut === null || !obey(player, shortcut, showHelp)) return
    event.preventDefault()
  })
  useEffect(() => {
    if (!enabled) return
    // On the window, so that every part of the page can handle the key first.
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [enabled])
  return {
    enabled,
    setEnabled(next) {
      setEnabled(next)
      keepEnabled(next)
    },
  }
}

/** Whether the shortcut did something: without a track, the page keeps its keys. */
function obey(player: Player, shortcut: Shortcut, showHelp: () => void): boolean {
  if (shortcut.does === 'help') {
    showHelp()
    return true
  }
  if (player.state.get().current === null) return false
  if (shortcut.does === 'toggle') player.toggle()
  else if (shortcut.does === 'mute') player.toggleMute()
  else player.seekBy(shortcut.seconds)
  return true
}

function readEnabled(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

function keepEnabled(enabled: boolean): void {
  try {
    localStorage.setItem(KEY, enabled ? 'on' : 'off')
  } catch {
    // A browser that stores nothing has them on again next time.
  }
}
