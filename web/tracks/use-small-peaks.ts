import { useEffect, useState } from 'react'
import type { TrackListed } from '../../worker/domain/tracks/track-answer.ts'
import { browserApi } from '../api/client.ts'

/** 64 whole numbers of 0 to 100, from the track's first second to its last. */
export type SmallPeaks = readonly number[]

const AT_ONCE_MAX = 100

/** Peaks never change, so what was read once is kept until the window closes. Null: asked for. */
const known = new Map<string, SmallPeaks | null>()

/** The waveform of each track that has one, read a page at a time. Fills in as answers come; one that fails leaves a gap. */
export function useSmallPeaks(
  tracks: readonly Pick<TrackListed, 'id' | 'peaksUrl'>[],
): ReadonlyMap<string, SmallPeaks> {
  const [peaks, setPeaks] = useState<ReadonlyMap<string, SmallPeaks>>(new Map())
  useEffect(() => {
    const wanted = tracks
      .filter(({ id, peaksUrl }) => peaksUrl && !known.has(id))
      .map(({ id }) => id)
    let isOver = false
    const show = () => {
      if (isOver) return
      const found = tracks.flatMap(({ id }) => {
        const each = known.get(id)
        return each ? [[id, each] as const] : []
      })
      setPeaks(new Map(found))
    }
    show()
    void readAll(wanted, show)
    return () => {
      isOver = true
    }
  }, [tracks])
  return peaks
}

async function readAll(ids: string[], onRead: () => void): Promise<void> {
  for (const id of ids) known.set(id, null)
  for (let from = 0; from < ids.length; from += AT_ONCE_MAX) {
    const some = ids.slice(from, from + AT_ONCE_MAX)
    const answer = await browserApi.api.tracks.peaks
      .$get({ query: { ids: some.join(',') } })
      .catch(() => null)
    const items = answer?.ok ? (await answer.json()).items : []
    for (const { id, peaks } of items) known.set(id, peaks)
    // What didn't come may come with the next list.
    for (const id of some) if (known.get(id) === null) known.delete(id)
    onRead()
  }
}
