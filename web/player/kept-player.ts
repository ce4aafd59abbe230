import type { PlayableTrack } from './playable-track.ts'
import type { Kept } from './player.ts'
import type { Entry, Repeat } from './queue.ts'

/** What a reload finds: whose it is, and what played. */
export type KeptPlayer = Kept & { account: string | null }

/** More tracks would fill a browser's storage; those nearest to the current one stay. */
const TRACKS_MAX = 200
const BEFORE_MAX = 50

/** As text for storage. Lyrics are kept for the current track alone: of two hundred they'd be too much. */
export function writeKept({ queue, ...kept }: KeptPlayer): string {
  const from = Math.max(0, Math.min(queue.index - BEFORE_MAX, queue.entries.length - TRACKS_MAX))
  const entries = queue.entries.slice(from, from + TRACKS_MAX).map((entry, at) => {
    if (from + at === queue.index) return entry
    const { lyrics, ...track } = entry.track
    return { ...entry, track }
  })
  return JSON.stringify({ ...kept, queue: { ...queue, entries, index: queue.index - from } })
}

/** Null for a text that this player didn't write. */
export function readKept(text: string | null): KeptPlayer | null {
  if (text === null) return null
  try {
    const kept: unknown = JSON.parse(text)
    return isKept(kept) ? kept : null
  } catch {
    return null
  }
}

type Unknown<T> = { [Key in keyof T]?: unknown }

function isKept(value: unknown): value is KeptPlayer {
  if (!isObject<KeptPlayer>(value) || !isObject<KeptPlayer['queue']>(value.queue)) return false
  const { account, positionSeconds, repeat, isShuffled, rate, queue } = value
  const { entries, index, listName } = queue as Unknown<KeptPlayer['queue']>
  return (
    isTextOrNull(account) &&
    isTextOrNull(listName) &&
    isSeconds(positionSeconds) &&
    (['off', 'all', 'one'] satisfies Repeat[]).some((each) => each === repeat) &&
    typeof isShuffled === 'boolean' &&
    isSeconds(rate) &&
    rate > 0 &&
    Array.isArray(entries) &&
    entries.every(isEntry) &&
    isSeconds(index) &&
    entries[index] !== undefined
  )
}

function isEntry(value: unknown): value is Entry {
  if (!isObject<Entry>(value) || !isObject<PlayableTrack>(value.track)) return false
  const { id, title, audioUrl, peaksUrl, durationSeconds } = value.track as Unknown<PlayableTrack>
  return (
    typeof value.key === 'string' &&
    (value.place === null || isSeconds(value.place)) &&
    [id, title, audioUrl].every((text) => typeof text === 'string') &&
    isTextOrNull(peaksUrl) &&
    (durationSeconds === null || isSeconds(durationSeconds))
  )
}

function isObject<T>(value: unknown): value is Unknown<T> {
  return typeof value === 'object' && value !== null
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
