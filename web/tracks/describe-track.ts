import type { TrackAnswer } from '../../worker/domain/tracks/track-answer.ts'
import { beginLarge } from '../ui/begin-large.ts'

type Described = Pick<TrackAnswer, 'genre' | 'bpm' | 'key' | 'instrumental'>

/** What was asked for, in a line: “Synthwave · 84 BPM · A minor · with vocals”. */
export function describeTrack({ genre, bpm, key, instrumental }: Described): string {
  return beginLarge(
    [genre, bpm && `${bpm} BPM`, key, instrumental ? 'instrumental' : 'with vocals']
      .filter(Boolean)
      .join(' · '),
  )
}
