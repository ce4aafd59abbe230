import { Heart } from 'lucide-react'
import { useRevalidator } from 'react-router'
import { browserApi } from '../api/client.ts'
import { nameTrack } from '../ui/name-track.ts'
import { showToast } from '../ui/toasts.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player } from './player.ts'
import { PlayerButton } from './player-button.tsx'

/** Keeps the track among the favorites, at once; nothing for a listener who has none. */
export function PlayerFavorite({ player, track }: { player: Player; track: PlayableTrack }) {
  const { revalidate } = useRevalidator()
  if (track.favorite === undefined) return null

  const keep = async (favorite: boolean) => {
    player.update({ ...track, favorite })
    if (await keepFavorite(track.id, favorite)) return void revalidate()
    player.update({ ...track, favorite: !favorite })
    showToast({
      sentence: 'Your favorite couldn’t be saved.',
      action: { label: 'Try again', press: () => void keep(favorite) },
      isProblem: true,
    })
  }
  return (
    <PlayerButton
      label={`Favorite ${nameTrack(track)}`}
      isOn={track.favorite}
      onClick={() => void keep(!track.favorite)}
    >
      <Heart aria-hidden size={18} fill={track.favorite ? 'currentColor' : 'none'} />
    </PlayerButton>
  )
}

async function keepFavorite(id: string, favorite: boolean): Promise<boolean> {
  try {
    const track = browserApi.api.tracks[':id']
    return (await track.$patch({ param: { id }, json: { favorite } })).ok
  } catch {
    return false
  }
}
