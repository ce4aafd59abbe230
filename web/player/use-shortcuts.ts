import { useEffect } from 'react'
import { keyUseOf } from './key-use.ts'
import { togglePanel } from './open-panel.ts'
import type { Player } from './player.ts'
import { type Shortcut, shortcutOf } from './shortcuts.ts'
import { shortcutsEnabled } from './shortcuts-setting.ts'

/** Lets single keys control the player while no field has the focus, unless they are switched off. */
export function useShortcuts(player: Player): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !shortcutsEnabled.get()) return
      const used = keyUseOf(event.target instanceof Element ? event.target : document.body)
      const shortcut = used && shortcutOf(event, used)
      if (shortcut && obey(player, shortcut)) event.preventDefault()
    }
    // On the window, so that every part of the page can handle the key first.
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [player])
}

/** Whether the shortcut did something: without a track, the page keeps its keys. */
function obey(player: Player, shortcut: Shortcut): boolean {
  if (shortcut.does === 'help') {
    togglePanel('shortcuts')
    return true
  }
  if (player.state.get().current === null) return false
  switch (shortcut.does) {
    case 'toggle':
      player.toggle()
      break
    case 'mute':
      player.toggleMute()
      break
    case 'previous':
      player.previous()
      break
    case 'next':
      player.next()
      break
    case 'seek':
      player.seekBy(shortcut.seconds)
      break
    default:
      togglePanel(shortcut.does)
  }
  return true
}
