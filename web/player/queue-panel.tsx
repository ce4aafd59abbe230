import { Shuffle } from 'lucide-react'
import { announce } from '../ui/announcements.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useMedia } from '../ui/use-media.ts'
import { useObservable } from '../ui/use-observable.ts'
import { upcomingOf } from './edit-queue.ts'
import { PLAYER_KEYS } from './key-use.ts'
import { closePanel } from './open-panel.ts'
import { PHONE } from './phone.ts'
import type { Player } from './player.ts'
import { PlayerButton } from './player-button.tsx'
import { entryOf } from './queue.ts'
import styles from './queue-panel.module.css'
import { QueueRow } from './queue-row.tsx'
import { useQueueList } from './use-queue-list.ts'

/** More rows than anybody drags would only slow the window down. */
const ROWS_MAX = 100

/** What plays now, and what comes after it, in an order that can be changed. */
export function QueuePanel({ player, open }: { player: Player; open: boolean }) {
  const isPhone = useMedia(PHONE)
  return (
    <Dialog
      title="Queue"
      from={isPhone ? 'bottom' : 'right'}
      open={open}
      onOpenChange={(isOpen) => isOpen || closePanel('queue')}
    >
      <div className={styles.panel} {...PLAYER_KEYS}>
        <QueueList player={player} />
      </div>
    </Dialog>
  )
}

function QueueList({ player }: { player: Player }) {
  const queue = useObservable(player.queue)
  const { isShuffled } = useObservable(player.order)
  const { next, later } = queue ? upcomingOf(queue) : { next: [], later: [] }
  const shown = later.slice(0, Math.max(0, ROWS_MAX - next.length))
  const list = useQueueList(player, [...next, ...shown])
  if (queue === null) return null
  const clear = () => {
    player.clearUpcoming()
    list.focusCurrent()
    announce('The queue is empty')
  }
  const rest = later.length - shown.length
  return (
    <>
      <div className={styles.tools}>
        <PlayerButton label="Shuffle" isOn={isShuffled} onClick={player.toggleShuffle}>
          <Shuffle aria-hidden size={18} />
        </PlayerButton>
        {next.length + later.length > 0 && (
          <Button size="small" look="quiet" onClick={clear}>
            Clear
          </Button>
        )}
      </div>
      <h3 className={styles.heading}>Now playing</h3>
      <ul>
        <QueueRow player={player} entry={entryOf(queue)} list={list} isCurrent />
      </ul>
      {[
        { name: 'Next', entries: next },
        { name: queue.listName ? `Later from “${queue.listName}”` : 'Later', entries: shown },
      ].map(
        ({ name, entries }) =>
          entries.length > 0 && (
            <section key={name} aria-label={name}>
              <h3 className={styles.heading} dir="auto">
                {name}
              </h3>
              <ul>
                {entries.map((entry) => (
                  <QueueRow key={entry.key} player={player} entry={entry} list={list} />
                ))}
              </ul>
            </section>
          ),
      )}
      {rest > 0 && <p className={styles.rest}>and {rest.toLocaleString('en-US')} more</p>}
      {next.length + later.length === 0 && <p className={styles.rest}>Nothing comes after this.</p>}
    </>
  )
}
