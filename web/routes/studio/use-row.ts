import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { type PlayableTrack, usePlayer } from '../../player/player-provider.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { useChangeTracks } from '../../tracks/use-change-tracks.ts'
import type { SmallPeaks } from '../../tracks/use-small-peaks.ts'
import { nameTrack } from '../../ui/name-track.ts'
import { focusAcross, focusBeside, focusWithin } from './move-focus.ts'
import type { Selection } from './use-selection.ts'

/** What the queue calls the list that it comes from. */
export const LIST_NAME = 'Library'

/** What a row and a card are given. */
export type RowProps = {
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
}

export type RowUse = ReturnType<typeof useRow>

/** What can be done with a track of the list, by its buttons, its menu and its keys, in a row or in a `card`. */
export function useRow(
  { track, queue, place, count, isChosen, selection, trashed }: RowProps,
  layout: 'row' | 'card',
) {
  const item = useRef<HTMLLIElement>(null)
  const { current, play, toggle } = usePlayer()
  const { favorite, trash, restore, rename } = useChangeTracks()
  const [isRenaming, setIsRenaming] = useState(false)
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const playable = playableOf(track)
  const isCurrent = current?.id === track.id
  const playFrom = (seconds?: number) => playable && play(playable, queue, LIST_NAME, seconds)
  const playOrPause = () => (isCurrent ? toggle() : playFrom())
  const select = () => selection.toggle(track.id)
  const switchFavorite = () => favorite([track], !track.favorite)
  const remove = () => {
    if (item.current) focusBeside(item.current)
    if (trashed) restore([track])
    else trash([track])
  }
  const stopRenaming = (title: string | null) => {
    setIsRenaming(false)
    if (title !== null) rename(track, title)
    requestAnimationFrame(() =>
      item.current?.querySelector<HTMLElement>('[data-row-title]')?.focus(),
    )
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isRenaming || isMenuOpen || !item.current) return
    if (move(event) || obey(event)) event.preventDefault()
  }
  /** From a title in a row, up and down are the list's own. */
  const move = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const step = STEPS[key]
    if (step === undefined) return false
    const isUpright = key === 'ArrowDown' || key === 'ArrowUp'
    if (shiftKey) {
      if (isUpright) selection.extendTo(focusUpright(step) ?? track.id, track.id)
      return isUpright
    }
    if (layout === 'row' && !isUpright) return focusWithin(item.current, step)
    if (layout === 'card' && isUpright) focusAcross(item.current, step)
    else focusBeside(item.current, step)
    return true
  }
  const focusUpright = layout === 'row' ? beside(item) : across(item)
  const obey = ({ key, code, shiftKey }: KeyboardEvent): boolean => {
    if (shiftKey && key === 'F10') setIsMenuOpen(true)
    else if (shiftKey) return false
    else if (key === 'F2') setIsRenaming(true)
    else if (key === 'Delete') remove()
    else if (code === 'KeyP') playOrPause()
    else if (code === 'KeyH') switchFavorite()
    else if (code === 'KeyX') select()
    else return false
    return true
  }

  return {
    track,
    playable,
    queue,
    name: nameTrack(track),
    isChosen,
    isRenaming,
    isMenuOpen,
    trashed,
    setIsMenuOpen,
    startRenaming: () => setIsRenaming(true),
    stopRenaming,
    select,
    selectTo: () => selection.extendTo(track.id),
    switchFavorite,
    remove,
    playFrom,
    /** For the list's item. */
    itemProps: {
      ref: item,
      'data-track': track.id,
      'data-now': isCurrent || undefined,
      'data-chosen': isChosen || undefined,
      'aria-setsize': count,
      'aria-posinset': place + 1,
      onKeyDown,
      onContextMenu: (event: MouseEvent) => {
        event.preventDefault()
        setIsMenuOpen(true)
      },
    },
  }
}

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
}

type Item = { current: HTMLLIElement | null }
const beside = (item: Item) => (step: 1 | -1) => focusBeside(item.current, step)
const across = (item: Item) => (step: 1 | -1) => focusAcross(item.current, step)
