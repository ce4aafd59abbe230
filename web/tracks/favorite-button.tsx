import { Heart } from 'lucide-react'
import { Form } from 'react-router'
import type { TrackListed } from '../../worker/domain/tracks/track-answer.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { nameTrack } from '../ui/name-track.ts'

/**
 * A heart, filled for a favorite. Without scripts it is a form's button. In a list that is one stop of the
 * Tab key it is none, and the list's key H does the same.
 */
export function FavoriteButton({
  track,
  isInList = false,
  onPress,
}: {
  track: Pick<TrackListed, 'id' | 'title' | 'take' | 'favorite'>
  isInList?: boolean
  onPress: () => void
}) {
  return (
    <Form
      method="post"
      action="/library"
      onSubmit={(event) => {
        event.preventDefault()
        onPress()
      }}
    >
      <input type="hidden" name="id" value={track.id} />
      <input type="hidden" name="favorite" value={String(!track.favorite)} />
      <IconButton
        type="submit"
        isOn={track.favorite}
        {...(isInList ? { tabIndex: -1, 'aria-keyshortcuts': 'H' } : {})}
        aria-label={`Favorite ${nameTrack(track)}`}
        aria-pressed={track.favorite}
        title={isInList ? 'Favorite (H)' : 'Favorite'}
      >
        <Heart size={18} aria-hidden fill={track.favorite ? 'currentColor' : 'none'} />
      </IconButton>
    </Form>
  )
}
