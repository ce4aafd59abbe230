import { usePart } from '../ui/use-part.ts'
import { useOpenPlayer } from './player-provider.tsx'

const loadParts = async () => (await import('./player-parts.tsx')).PlayerParts

/** The player at the bottom of every page, as soon as a track was played. */
export function PlayerBar() {
  const player = useOpenPlayer()
  const PlayerParts = usePart(player !== null, loadParts)
  return player && PlayerParts && <PlayerParts player={player} />
}
