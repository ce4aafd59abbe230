import type { Downloads } from '../downloads/downloads.ts'
import { beginLarge } from '../ui/begin-large.ts'

/** What the player needs of a track to play, draw and name it. */
export type PlayableTrack = {
  id: string
  title: string
  audioUrl: string
  /** Waveform peaks as bbc/audiowaveform writes them in JSON; null while there are none. */
  peaksUrl: string | null
  /** As the studio measured it. While it is null, the length of the loaded file counts. */
  durationSeconds: number | null
  /** A second line under the title, such as its genre. */
  subtitle?: string
  /** Who made it, for the lock screen. */
  artist?: string
  /** Its number where one order made several. */
  take?: number
  lyrics?: string | null
  /** Left out where the listener may only listen. */
  downloads?: Downloads
  /** Left out where the listener has no favorites. */
  favorite?: boolean
  /** Where its title leads, if not to a page of its own: only its owner has that. */
  page?: string
}

type Identity = Pick<PlayableTrack, 'id' | 'audioUrl'>

export function isSameTrack(a: Identity | null, b: Identity | null): boolean {
  return a?.id === b?.id && a?.audioUrl === b?.audioUrl
}

/** The address that the title leads to. */
export function pageOf({ id, page }: Pick<PlayableTrack, 'id' | 'page'>): string {
  return page ?? `/tracks/${id}`
}

/** The line under the title: "Take 2 · Synthwave"; empty when there is nothing to say. */
export function secondLineOf({ take, subtitle }: PlayableTrack): string {
  return [take && `Take ${take}`, subtitle && beginLarge(subtitle)].filter(Boolean).join(' · ')
}
