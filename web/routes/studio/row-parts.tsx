import { RovingFocus } from 'radix-ui/internal'
import { TrackArt } from '../../covers/track-art.tsx'
import { FavoriteButton } from '../../tracks/favorite-button.tsx'
import { PlayButton } from '../../tracks/play-button.tsx'
import { RenameField } from '../../tracks/rename-field.tsx'
import { TrackLink } from '../../tracks/track-link.tsx'
import { formatDuration } from '../../ui/format-duration.ts'
import { useHydrated } from '../../ui/use-hydrated.ts'
import { daysLeft } from './days-left.ts'
import { Marked } from './marked.tsx'
import { RowMenu } from './row-menu.tsx'
import { LIST_NAME, type RowUse } from './use-row.ts'

/** Selects the track, and with Shift everything from the one selected last. */
export function RowCheck({ row, className }: { row: RowUse; className: string | undefined }) {
  return (
    <input
      type="checkbox"
      className={`${className} needs-script`}
      aria-label={`Select ${row.name}`}
      tabIndex={-1}
      checked={row.isChosen}
      onChange={({ nativeEvent }) =>
        nativeEvent instanceof MouseEvent && nativeEvent.shiftKey ? row.selectTo() : row.select()
      }
    />
  )
}

/** The track's picture, with its play button over it. */
export function RowArt({ row, size }: { row: RowUse; size: number }) {
  const { track, playable, name, queue } = row
  return (
    <>
      <TrackArt trackId={track.id} size={size} />
      {playable && (
        <PlayButton
          track={playable}
          name={name}
          queue={queue}
          listName={LIST_NAME}
          look="onArt"
          tabIndex={-1}
        />
      )}
    </>
  )
}

/** The title as the way to the track's page, and the list's stop of the Tab key; a field while it is renamed. */
export function RowTitle({
  row,
  q,
  className,
}: {
  row: RowUse
  q: string
  className: string | undefined
}) {
  const isHydrated = useHydrated()
  const { track } = row
  if (row.isRenaming) return <RenameField title={track.title} onEnd={row.stopRenaming} />
  return (
    <RovingFocus.Item asChild>
      <TrackLink
        track={track}
        className={className}
        data-row-title
        {...(isHydrated ? {} : { tabIndex: 0 })}
      >
        <Marked text={track.title} q={q} />
      </TrackLink>
    </RovingFocus.Item>
  )
}

/** How long the track is, or how long it stays in the trash. */
export function RowLength({ row: { track, trashed }, now }: { row: RowUse; now: number }) {
  if (trashed && track.deletedAt) return daysLeft(track.deletedAt, now)
  return track.durationSeconds !== null && formatDuration(track.durationSeconds)
}

/** Heart and menu. */
export function RowActs({ row }: { row: RowUse }) {
  return (
    <>
      {!row.trashed && <FavoriteButton isInList track={row.track} onPress={row.switchFavorite} />}
      <RowMenu
        track={row.track}
        playable={row.playable}
        trashed={row.trashed}
        open={row.isMenuOpen}
        onOpenChange={row.setIsMenuOpen}
        isChosen={row.isChosen}
        onFavorite={row.switchFavorite}
        onSelect={row.select}
        onRename={row.startRenaming}
        onRemove={row.remove}
      />
    </>
  )
}
