import { useFetcher } from 'react-router'
import { togglePanel } from '../../player/open-panel.ts'
import { NO_STATE, wantsToSound } from '../../player/player.ts'
import { useOpenPlayer } from '../../player/player-provider.tsx'
import { observable } from '../../ui/observable.ts'
import { useObservable } from '../../ui/use-observable.ts'
import { THEME_NAMES, THEMES } from '../theme.ts'
import { useTheme } from '../use-theme.ts'
import type { Command } from './commands.ts'

const PAGES = [
  { to: '/create', name: 'New track', words: 'create make song composer' },
  { to: '/library', name: 'Library', words: 'tracks songs list' },
  { to: '/library?favorite=true', name: 'Favorites', words: 'hearts liked' },
  { to: '/library?trashed=true', name: 'Trash', words: 'deleted restore' },
  { to: '/credits', name: 'Credits', words: 'buy packs balance ledger billing' },
  { to: '/pricing', name: 'Pricing', words: 'models cost' },
  { to: '/analyze', name: 'Measure a song', words: 'analyze tempo bpm key loudness lufs' },
  { to: '/account', name: 'Account', words: 'settings profile email delete' },
]

/** What the palette can do now: the player's commands only while it has a track. */
export function useCommands(): Command[] {
  const theme = useTheme()
  const themeFetcher = useFetcher()
  const player = useOpenPlayer()
  const { current, status } = useObservable(player?.state ?? SILENCE)
  const pages = PAGES.map(({ to, ...page }): Command => {
    return { id: to, group: 'Go to', ...page, does: to }
  })
  const themes = THEMES.filter((each) => each !== theme).map(
    (each): Command => ({
      id: `theme-${each}`,
      group: 'Settings',
      name: `Theme: ${THEME_NAMES[each]}`,
      words: 'look color appearance',
      does: () => void themeFetcher.submit({ theme: each }, { method: 'post', action: '/theme' }),
    }),
  )
  const shortcuts: Command = {
    id: 'shortcuts',
    group: 'Settings',
    name: 'Keyboard shortcuts',
    words: 'keys help',
    keys: '?',
    does: () => togglePanel('shortcuts'),
  }
  const plays: Command[] =
    player && current
      ? [
          {
            id: 'toggle',
            group: 'Player',
            name: `${wantsToSound(status) ? 'Pause' : 'Play'} ${current.title}`,
            words: 'stop resume music',
            keys: 'K',
            does: () => player.toggle(),
          },
          {
            id: 'next',
            group: 'Player',
            name: 'Next track',
            keys: 'Shift →',
            does: () => player.next(),
          },
          {
            id: 'previous',
            group: 'Player',
            name: 'Previous track',
            words: 'back',
            keys: 'Shift ←',
            does: () => player.previous(),
          },
        ]
      : []
  return [...pages, ...plays, ...themes, shortcuts]
}

const SILENCE = observable(NO_STATE)
