/** What the player needs of a track to play, draw and name it. */
export type PlayableTrack = {
  id: string
  title: string
  audioUrl: string
  /** Waveform peaks as bbc/audiowaveform writes them in JSON; null while there are none. */
  peaksUrl: string | null
  /** As the studio measured it. While it is null, the length of the loaded file counts. */
  durationSeconds: number | null
  /** A second line under the title, such as its maker or genre. */
  subtitle?: string
}

type Identity = Pick<PlayableTrack, 'id' | 'audioUrl'>

export function isSameTrack(a: Identity | null, b: Identity | null): boolean {
  return a?.id === b?.id && a?.audioUrl === b?.audioUrl
}
