import {
  CheckSquare,
  Ellipsis,
  Heart,
  ListEnd,
  ListStart,
  Pencil,
  RotateCcw,
  Trash2,
  Wand,
} from 'lucide-react'
import { Form, Link } from 'react-router'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { DownloadItems } from '../../downloads/download-items.tsx'
import { type PlayableTrack, usePlayer } from '../../player/player-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { nameTrack } from '../../ui/name-track.ts'

/** Everything that can be done with a track of the list. A press with the right button opens it, too. */
export function RowMenu({
  track,
  playable,
  trashed,
  open,
  onOpenChange,
  isChosen,
  onFavorite,
  onSelect,
  onRename,
  onRemove,
}: {
  track: TrackListed
  playable: PlayableTrack | null
  trashed: boolean
  open: boolean
  onOpenChange: (open: boolean) => void
  isChosen: boolean
  onFavorite: () => void
  onSelect: () => void
  onRename: () => void
  onRemove: () => void
}) {
  return (
    <>
      <Menu
        open={open}
        onOpenChange={onOpenChange}
        trigger={
          <IconButton
            className="needs-script"
            tabIndex={-1}
            aria-label={`More for ${nameTrack(track)}`}
          >
            <Ellipsis size={18} aria-hidden />
          </IconButton>
        }
      >
        {playable && <QueueItems track={playable} />}
        {!trashed && (
          <MenuItem icon={<Heart size={16} aria-hidden />} keys="H" onSelect={onFavorite}>
            {track.favorite ? 'Remove from favorites' : 'Favorite'}
          </MenuItem>
        )}
        {!trashed && (
          <MenuItem asChild>
            <Link to={`/create?mode=custom&again=${track.id}`}>
              <Wand size={16} aria-hidden />
              Use these settings
            </Link>
          </MenuItem>
        )}
        <DownloadItems downloads={track.downloads} />
        <MenuItem icon={<Pencil size={16} aria-hidden />} keys="F2" onSelect={onRename}>
          Rename
        </MenuItem>
        <MenuItem icon={<CheckSquare size={16} aria-hidden />} keys="X" onSelect={onSelect}>
          {isChosen ? 'Unselect' : 'Select'}
        </MenuItem>
        <MenuSeparator />
        {trashed ? (
          <MenuItem icon={<RotateCcw size={16} aria-hidden />} onSelect={onRemove}>
            Restore
          </MenuItem>
        ) : (
          <MenuItem icon={<Trash2 size={16} aria-hidden />} keys="Delete" onSelect={onRemove}>
            Move to trash
          </MenuItem>
        )}
      </Menu>
      {trashed && (
        <Form method="post" action="/library" className="without-script">
          <input type="hidden" name="id" value={track.id} />
          <Button type="submit" name="trashed" value="false" size="small">
            Restore
          </Button>
        </Form>
      )}
    </>
  )
}

function QueueItems({ track }: { track: PlayableTrack }) {
  const { playNext, addToQueue } = usePlayer()
  return (
    <>
      <MenuItem icon={<ListStart size={16} aria-hidden />} onSelect={() => playNext(track)}>
        Play next
      </MenuItem>
      <MenuItem icon={<ListEnd size={16} aria-hidden />} onSelect={() => addToQueue(track)}>
        Add to queue
      </MenuItem>
    </>
  )
}
