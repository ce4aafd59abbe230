import type { TrackListed } from '../../worker/domain/tracks/track-answer.ts'
import { observable } from '../ui/observable.ts'

/** What a person can change of a track where it is shown. */
export type TrackChange = { title?: string; favorite?: boolean; trashed?: boolean }

type Change = { fields: Partial<TrackListed>; isPending: boolean }

/**
 * What this window has changed since its pages were loaded, by track: shown at once, taken back when the
 * API refuses it, and forgotten when a page brings newer data.
 */
export const trackChanges = observable<ReadonlyMap<string, Change>>(new Map())

export function expectChange(ids: readonly string[], change: TrackChange): void {
  const { trashed, ...fields } = change
  const deletedAt = trashed ? new Date().toISOString() : null
  put(ids, { ...fields, ...(trashed === undefined ? {} : { deletedAt }) }, true)
}

export function takeAnswer(tracks: readonly Partial<TrackListed>[]): void {
  for (const track of tracks) if (track.id) put([track.id], track, false)
}

export function takeBack(ids: readonly string[]): void {
  trackChanges.set(new Map([...trackChanges.get()].filter(([id]) => !ids.includes(id))))
}

/** A page has been loaded: what it shows is at least as new as what was answered before. */
export function forgetAnswered(): void {
  const pending = [...trackChanges.get()].filter(([, { isPending }]) => isPending)
  if (pending.length < trackChanges.get().size) trackChanges.set(new Map(pending))
}

export function applyChanges<Track extends { id: string }>(
  tracks: readonly Track[],
  changes: ReadonlyMap<string, Change>,
): Track[] {
  return tracks.map((track) => {
    const change = changes.get(track.id)
    return change ? { ...track, ...change.fields } : track
  })
}

function put(ids: readonly string[], fields: Partial<TrackListed>, isPending: boolean): void {
  const next = new Map(trackChanges.get())
  for (const id of ids) next.set(id, { fields: { ...next.get(id)?.fields, ...fields }, isPending })
  trackChanges.set(next)
}
