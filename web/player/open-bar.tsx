import { useEffect } from 'react'
import { useMedia } from '../ui/use-media.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { MiniPlayer } from './mini-player.tsx'
import { PHONE } from './phone.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player } from './player.ts'
import { WideBar } from './wide-bar.tsx'

/** The bar, or on a phone the mini player. */
export function OpenBar({ player, track }: { player: Player; track: PlayableTrack }) {
  const isPhone = useMedia(PHONE)
  useEffect(() => whenIdle(fetchPanels), [])
  return (
    <>
      {isPhone ? (
        <MiniPlayer player={player} track={track} />
      ) : (
        <WideBar player={player} track={track} />
      )}
    </>
  )
}

/** Has the panels at hand before they are wanted: the connection may be gone by then. */
function fetchPanels(): void {
  for (const load of [() => import('./queue-panel.tsx'), () => import('./full-player.tsx')])
    load().catch(() => undefined)
}
