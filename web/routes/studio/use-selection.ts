import { useMemo, useState } from 'react'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'

export type Selection = {
  chosen: TrackListed[]
  isChosen(id: string): boolean
  /** Chooses or drops one, which a range may then start from. */
  toggle(id: string): void
  /** Chooses everything from the one chosen last, or else from `start`, to this one. */
  extendTo(id: string, start?: string): void
  chooseAll(): void
  clear(): void
}

/** What is selected of the list. What leaves the list is selected no more. */
export function useSelection(tracks: readonly TrackListed[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<string | null>(null)
  return useMemo(() => {
    const chosen = tracks.filter(({ id }) => ids.has(id))
    return {
      chosen,
      isChosen: (id) => ids.has(id),
      toggle(id) {
        const next = new Set(ids)
        if (!next.delete(id)) next.add(id)
        setIds(next)
        setAnchor(id)
      },
      extendTo(id, start = id) {
        const first = anchor ?? start
        const [from, to] = [first, id]
          .map((each) => tracks.findIndex((track) => track.id === each))
          .sort((a, b) => a - b)
        const range = tracks.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)
        setIds(new Set([...ids, ...range.map((track) => track.id)]))
        setAnchor(first)
      },
      chooseAll: () => setIds(new Set(tracks.map(({ id }) => id))),
      clear() {
        setIds(new Set())
        setAnchor(null)
      },
    }
  }, [tracks, ids, anchor])
}
