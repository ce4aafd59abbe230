/**
 * Voices a chord near the voicing before it: each pitch class once, within the range, choosing the
 * inversion whose voices move least, so that chords lead into each other as a player's hand would.
 * `low` is the lowest pitch allowed; the whole voicing stays within about an octave and a half.
 */
export function voiceChord(
  pitchClasses: readonly number[],
  low: number,
  previous: readonly number[] | null,
): number[] {
  const centre = low + 8
  const candidates = pitchClasses.flatMap((_, rotation) =>
    [0, 12].map((lift) => stackFrom(pitchClasses, rotation, low + lift)),
  )
  const cost = (voicing: readonly number[]) => {
    const mean = voicing.reduce((sum, pitch) => sum + pitch, 0) / voicing.length
    const drift = Math.abs(mean - centre) * 0.6
    const clash = voicing.some((pitch, i) => i > 0 && pitch - (voicing[i - 1] ?? 0) === 1) ? 1.5 : 0
    const travel = previous ? movement(previous, voicing) : 0
    return drift + clash + travel
  }
  return candidates.reduce((best, voicing) => (cost(voicing) < cost(best) ? voicing : best))
}

function stackFrom(pitchClasses: readonly number[], rotation: number, low: number): number[] {
  const ordered = [...pitchClasses.slice(rotation), ...pitchClasses.slice(0, rotation)]
  const voicing: number[] = []
  let floor = low
  for (const pitchClass of ordered) {
    const pitch = floor + ((pitchClass - (floor % 12) + 12) % 12)
    voicing.push(pitch)
    floor = pitch + 1
  }
  return voicing
}

function movement(from: readonly number[], to: readonly number[]): number {
  return to.reduce((sum, pitch) => {
    const nearest = Math.min(...from.map((held) => Math.abs(held - pitch)))
    return sum + nearest
  }, 0)
}
