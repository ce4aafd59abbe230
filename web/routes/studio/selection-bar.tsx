import { Heart, Play, RotateCcw, Trash2, X } from 'lucide-react'
import { usePlayer } from '../../player/player-provider.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { useChangeTracks } from '../../tracks/use-change-tracks.ts'
import { Button } from '../../ui/button.tsx'
import styles from './selection-bar.module.css'
import type { Selection } from './use-selection.ts'

/** Stands in for the list's head while tracks are selected. */
export function SelectionBar({ selection, trashed }: { selection: Selection; trashed: boolean }) {
  const { play } = usePlayer()
  const { favorite, trash, restore } = useChangeTracks()
  const { chosen, clear, chooseAll } = selection
  const playable = chosen.map(playableOf).filter((track) => track !== null)
  const [first] = playable
  const areFavorites = chosen.every((track) => track.favorite)
  const thenClear = (verb: () => void) => () => {
    verb()
    clear()
  }
  return (
    <section className={styles.bar} aria-label="Selected tracks">
      <p className={styles.count} role="status">
        {chosen.length} selected
      </p>
      {first && (
        <Button size="small" onClick={() => play(first, playable)}>
          <Play size={16} aria-hidden fill="currentColor" />
          Play
        </Button>
      )}
      {trashed ? (
        <Button size="small" onClick={thenClear(() => restore(chosen))}>
          <RotateCcw size={16} aria-hidden />
          Restore
        </Button>
      ) : (
        <>
          <Button size="small" onClick={() => favorite(chosen, !areFavorites)}>
            <Heart size={16} aria-hidden fill={areFavorites ? 'currentColor' : 'none'} />
            {areFavorites ? 'Remove from favorites' : 'Favorite'}
          </Button>
          <Button size="small" onClick={thenClear(() => trash(chosen))}>
            <Trash2 size={16} aria-hidden />
            Trash
          </Button>
        </>
      )}
      <Button size="small" look="quiet" onClick={chooseAll}>
        Select all shown
      </Button>
      <Button size="small" look="quiet" onClick={clear} className={styles.done}>
        <X size={16} aria-hidden />
        Done
      </Button>
    </section>
  )
}
