import { RovingFocus } from 'radix-ui/internal'
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { type PlayableTrack, usePlayer } from '../../player/player-provider.tsx'
import { WaveThumb } from '../../player/wave-thumb.tsx'
import { describeTrack } from '../../tracks/describe-track.ts'
import { PlayButton } from '../../tracks/play-button.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { RenameField } from '../../tracks/rename-field.tsx'
import { TrackLink } from '../../tracks/track-link.tsx'
import { TrackStatus } from '../../tracks/track-status.tsx'
import { useChangeTracks } from '../../tracks/use-change-tracks.ts'
import type { SmallPeaks } from '../../tracks/use-small-peaks.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { nameTrack } from '../../ui/name-track.ts'
import { TrackArt } from '../../ui/track-art.tsx'
import { useHydrated } from '../../ui/use-hydrated.ts'
import { daysLeft } from './days-left.ts'
import { FavoriteButton } from './favorite-button.tsx'
import { Marked } from './marked.tsx'
import { focusBeside, focusWithin } from './move-focus.ts'
import { RowMenu } from './row-menu.tsx'
import styles from './track-row.module.css'
import type { Selection } from './use-selection.ts'

/** What the queue calls the list that it comes from. */
export const LIST_NAME = 'Library'

export const TrackRow = memo(function TrackRow({
  track,
  peaks,
  queue,
  place,
  count,
  isChosen,
  selection,
  q,
  trashed,
  now,
}: {
  track: TrackListed
  /** Null until they are read, and for a track without sound. */
  peaks: SmallPeaks | null
  queue: PlayableTrack[]
  /** From 0, of `count`. */
  place: number
  count: number
  isChosen: boolean
  selection: Selection
  /** What is searched for, to be marked. */
  q: string
  trashed: boolean
  now: number
}) {
  const row = useRef<HTMLLIElement>(null)
  const { current, play, toggle } = usePlayer()
  const { favorite, trash, restore, rename } = useChangeTracks()
  const [isRenaming, setIsRenaming] = useState(false)
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const isHydrated = useHydrated()
  const playable = playableOf(track)
  const isCurrent = current?.id === track.id
  const playOrPause = () => playable && (isCurrent ? toggle() : play(playable, queue, LIST_NAME))
  const name = nameTrack(track)

  const remove = () => {
    if (row.current) focusBeside(row.current)
    if (trashed) restore([track])
    else trash([track])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isRenaming || event.ctrlKey || event.metaKey || event.altKey || !row.current) return
    if (obey(event)) event.preventDefault()
  }
  const obey = ({ key, code, shiftKey }: KeyboardEvent): boolean => {
    if (!shiftKey && key === 'ArrowRight') return focusWithin(row.current, 1)
    if (!shiftKey && key === 'ArrowLeft') return focusWithin(row.current, -1)
    if (shiftKey && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const next = focusBeside(row.current, key === 'ArrowDown' ? 1 : -1)
      selection.extendTo(next ?? track.id, track.id)
      return true
    }
    if (shiftKey) return false
    if (key === 'F2') setIsRenaming(true)
    else if (key === 'Delete') remove()
    else if (code === 'KeyP') playOrPause()
    else if (code === 'KeyH') favorite([track], !track.favorite)
    else if (code === 'KeyX') selection.toggle(track.id)
    else return false
    return true
  }
  const stopRenaming = (title: string | null) => {
    setIsRenaming(false)
    if (title !== null) rename(track, title)
    requestAnimationFrame(() =>
      row.current?.querySelector<HTMLElement>('[data-row-title]')?.focus(),
    )
  }

  return (
    <li
      ref={row}
      className={styles.row}
      data-track={track.id}
      data-now={isCurrent || undefined}
      data-chosen={isChosen || undefined}
      aria-setsize={count}
      aria-posinset={place + 1}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        event.preventDefault()
        setIsMenuOpen(true)
      }}
    >
      <input
        type="checkbox"
        className={`${styles.check} needs-script`}
        aria-label={`Select ${name}`}
        tabIndex={-1}
        checked={isChosen}
        onChange={({ nativeEvent }) =>
          nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
            ? selection.extendTo(track.id)
            : selection.toggle(track.id)
        }
      />
      <div className={styles.art}>
        <TrackArt trackId={track.id} size={48} />
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
      </div>
      <div className={styles.words}>
        {isRenaming ? (
          <RenameField title={track.title} onEnd={stopRenaming} />
        ) : (
          <RovingFocus.Item asChild>
            <TrackLink
              track={track}
              className={styles.title}
              data-row-title
              {...(isHydrated ? {} : { tabIndex: 0 })}
            >
              <Marked text={track.title} q={q} />
            </TrackLink>
          </RovingFocus.Item>
        )}
        <p className={styles.about} dir="auto">
          {q ? <Found track={track} q={q} /> : describeTrack(track)}
        </p>
      </div>
      <div className={styles.wave}>
        {playable ? (
          <WaveThumb
            track={playable}
            peaks={peaks}
            onPlay={(fromSeconds) => play(playable, queue, LIST_NAME, fromSeconds)}
          />
        ) : (
          track.status !== 'complete' && <TrackStatus status={track.status} />
        )}
      </div>
      <p className={styles.length}>
        {trashed && track.deletedAt
          ? daysLeft(track.deletedAt, now)
          : track.durationSeconds !== null && formatDuration(track.durationSeconds)}
      </p>
      <div className={styles.acts}>
        {!trashed && (
          <FavoriteButton track={track} onPress={() => favorite([track], !track.favorite)} />
        )}
        <RowMenu
          track={track}
          playable={playable}
          trashed={trashed}
          open={isMenuOpen}
          onOpenChange={setIsMenuOpen}
          isChosen={isChosen}
          onSelect={() => selection.toggle(track.id)}
          onRename={() => setIsRenaming(true)}
          onRemove={remove}
        />
      </div>
    </li>
  )
})

/** Where the words that are searched for stand, unless the title has them. */
function Found({ track, q }: { track: TrackListed; q: string }) {
  const has = (text: string | null) => text?.toLocaleLowerCase().includes(q.toLocaleLowerCase())
  if (has(track.title)) return describeTrack(track)
  const text = has(track.prompt) ? track.prompt : has(track.lyrics) ? (track.lyrics ?? '') : ''
  return text ? <Marked text={text} q={q} isExcerpt /> : describeTrack(track)
}
