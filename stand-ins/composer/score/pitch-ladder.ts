import type { ChordSpan } from '../song.ts'
import type { Key } from '../song-wishes.ts'
import { scaleOf } from './chord-names.ts'

const LOWEST = 36
const HIGHEST = 96
const MAJOR_PENTATONIC: readonly number[] = [0, 2, 4, 7, 9]
const MINOR_PENTATONIC: readonly number[] = [0, 3, 5, 7, 10]

/** Every pitch of a key that a melody may step on, rising. */
export function ladderOf(key: Key, pentatonic: boolean): number[] {
  const five = key.mode === 'major' ? MAJOR_PENTATONIC : MINOR_PENTATONIC
  const scale = pentatonic ? five : scaleOf(key)
  const pitches: number[] = []
  for (let pitch = LOWEST; pitch <= HIGHEST; pitch++) {
    if (scale.includes((pitch - key.tonic + 120) % 12)) pitches.push(pitch)
  }
  return pitches
}

/** The pitch `steps` rungs from the rung nearest to `from`. */
export function stepFrom(ladder: readonly number[], from: number, steps: number): number {
  const nearest = ladder.reduce(
    (best, pitch, i) => (Math.abs(pitch - from) < Math.abs((ladder[best] ?? 0) - from) ? i : best),
    0,
  )
  return ladder[Math.min(ladder.length - 1, Math.max(0, nearest + steps))] ?? from
}

/** The chord tone nearest to a pitch; `tones` limits it to the chord's first few (root, third, fifth). */
export function nearestChordTone(chord: ChordSpan, pitch: number, tones = 4): number {
  const allowed = chord.pitchClasses.slice(0, tones)
  for (let distance = 0; distance <= 6; distance++) {
    if (allowed.includes((pitch - distance + 120) % 12)) return pitch - distance
    if (allowed.includes((pitch + distance + 120) % 12)) return pitch + distance
  }
  return pitch
}

export function chordAt(chords: readonly ChordSpan[], beat: number): ChordSpan {
  const found = chords.findLast(({ startBeat }) => startBeat <= beat + 0.01) ?? chords[0]
  if (!found) throw new RangeError('A song has at least one chord')
  return found
}
