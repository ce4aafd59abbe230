import { Command as Parts } from 'cmdk'
import { ListMusic } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { usePlayer } from '../../player/player-provider.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { CloseButton } from '../../ui/close-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { type Command, matchCommands } from './commands.ts'
import { closePalette } from './palette-open.ts'
import { PaletteTrack } from './palette-track.tsx'
import styles from './palette-window.module.css'
import { useCommands } from './use-commands.ts'
import { type TrackSearch, useTrackSearch } from './use-track-search.ts'

const GROUPS = ['Go to', 'Player', 'Settings'] as const

/** The palette: a field, the commands and the tracks that fit what is typed in it, and a line that says how it goes. */
export function PaletteWindow({ open }: { open: boolean }) {
  // Here, because what a command sends goes on after the window is closed.
  const commands = useCommands()
  const isLeaving = useRef(false)
  return (
    <Dialog
      title="Search and commands"
      from="top"
      open={open}
      movesFocus={() => isLeaving.current}
      onOpenChange={(isOpen) => isOpen || closePalette()}
    >
      <Content commands={commands} isLeaving={isLeaving} />
    </Dialog>
  )
}

function Content({
  commands,
  isLeaving,
}: {
  commands: Command[]
  /** Whether what was chosen leads to another page. */
  isLeaving: RefObject<boolean>
}) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState('')
  const navigate = useNavigate()
  const { play } = usePlayer()
  const q = typed.trim().slice(0, 200)
  const search = useTrackSearch(q)
  const shown = matchCommands(commands, q)
  useEffect(() => {
    isLeaving.current = false
  }, [isLeaving])
  const then = (does: () => void) => () => {
    closePalette()
    does()
  }
  const leave = (to: string) => () => {
    isLeaving.current = true
    closePalette()
    void navigate(to)
  }
  const playTrack = (track: TrackListed) => {
    const playable = playableOf(track)
    if (playable) then(() => play(playable))()
  }
  /** Shift with Enter plays the chosen track. */
  const playChosen = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    const track = search.tracks.find(({ id }) => id === chosen)
    if (track) playTrack(track)
  }
  return (
    <Parts
      label="Search and commands"
      shouldFilter={false}
      vimBindings={false}
      loop
      value={chosen}
      onValueChange={setChosen}
      onKeyDown={playChosen}
      className={styles.palette}
    >
      <div className={styles.head}>
        <Parts.Input
          value={typed}
          onValueChange={setTyped}
          dir="auto"
          maxLength={200}
          placeholder="Search tracks, or type a command"
          className={styles.field}
        />
        <CloseButton onClick={closePalette} />
      </div>
      <Parts.List label="Results" className={styles.list}>
        {search.tracks.length > 0 && (
          <Parts.Group heading="Tracks" data-old={search.state === 'searching' || undefined}>
            {search.tracks.map((track) => (
              <PaletteTrack
                key={track.id}
                track={track}
                onOpen={leave(`/tracks/${track.id}`)}
                onPlay={() => playTrack(track)}
              />
            ))}
            <Parts.Item
              value="all"
              className={styles.item}
              onSelect={leave(`/library?${new URLSearchParams({ q })}`)}
            >
              <ListMusic size={16} aria-hidden />
              Show all in the library
            </Parts.Item>
          </Parts.Group>
        )}
        {GROUPS.map((group) => {
          const inGroup = shown.filter((command) => command.group === group)
          return (
            inGroup.length > 0 && (
              <Parts.Group key={group} heading={group}>
                {inGroup.map(({ id, name, keys, does }) => (
                  <Parts.Item
                    key={id}
                    value={id}
                    className={styles.item}
                    onSelect={typeof does === 'string' ? leave(does) : then(does)}
                  >
                    <span dir="auto" className={styles.name}>
                      {name}
                    </span>
                    {keys && <kbd>{keys}</kbd>}
                  </Parts.Item>
                ))}
              </Parts.Group>
            )
          )
        })}
      </Parts.List>
      <div className={styles.foot}>
        <p role="status">{say(search, shown.length)}</p>
        <p className={styles.hint}>
          <kbd>↵</kbd> open <kbd>⇧ ↵</kbd> play
        </p>
      </div>
    </Parts>
  )
}

function say({ state, tracks: { length } }: TrackSearch, commands: number): string {
  if (state === 'searching') return 'Searching your tracks…'
  if (state === 'failed') return 'Your tracks couldn’t be searched. Try again in a moment.'
  if (state === 'idle') return ''
  if (length > 0) return length === 1 ? '1 track' : `${length} tracks`
  return commands > 0 ? 'No tracks match' : 'Nothing matches'
}
