import { useObservable } from '../ui/use-observable.ts'
import { usePart } from '../ui/use-part.ts'
import { barIsNear, openPanels, type Panel } from './open-panel.ts'
import type { Player } from './player.ts'
import { useShortcuts } from './use-shortcuts.ts'

const loadBar = async () => (await import('./open-bar.tsx')).OpenBar
const loadQueue = async () => (await import('./queue-panel.tsx')).QueuePanel
const loadFull = async () => (await import('./full-player.tsx')).FullPlayer
const loadShortcuts = async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog

/** The bar and the panels, each loaded when it is wanted, and the keys that control them. */
export function PlayerParts({ player }: { player: Player }) {
  const { current } = useObservable(player.state)
  const panels = useObservable(openPanels)
  useShortcuts(player)
  const wants = (panel: Panel) => panels.includes(panel)
  const isNear = useObservable(barIsNear)
  const OpenBar = usePart(current !== null || isNear, loadBar)
  const QueuePanel = usePart(wants('queue'), loadQueue)
  const FullPlayer = usePart(wants('full'), loadFull)
  const ShortcutsDialog = usePart(wants('shortcuts'), loadShortcuts)
  return (
    <>
      {current && OpenBar && <OpenBar player={player} track={current} />}
      {current && QueuePanel && <QueuePanel player={player} open={wants('queue')} />}
      {current && FullPlayer && <FullPlayer player={player} track={current} open={wants('full')} />}
      {ShortcutsDialog && <ShortcutsDialog open={wants('shortcuts')} />}
    </>
  )
}
