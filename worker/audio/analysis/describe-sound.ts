import type { SoundMeasures } from './sound-analysis.ts'

export type SoundStyle = {
  /** Of tempo, light, density and loudness those that stand out. */
  words: string[]
  /** A sentence that asks a model for such a song. */
  prompt: string
}

type Heard = Pick<SoundMeasures, 'bpm' | 'key' | 'loudnessLufs' | 'energy' | 'brightness'>

/** Says in words what was measured, and nothing that a figure can't tell: a genre isn't guessed. */
export function describeSound(heard: Heard): SoundStyle {
  const words = [
    wordFor(heard.bpm, { below: 85, low: 'slow', above: 118, high: 'driving' }),
    wordFor(heard.brightness, { below: 0.4, low: 'dark', above: 0.6, high: 'bright' }),
    wordFor(heard.energy, { below: 0.35, low: 'sparse', above: 0.65, high: 'dense' }),
    wordFor(heard.loudnessLufs, { below: -20, low: 'quiet', above: -11, high: 'loud' }),
  ].filter((word) => word !== null)
  const tempo = heard.bpm === null ? '' : ` at ${Math.round(heard.bpm)} BPM`
  const key = heard.key === null ? '' : ` in ${heard.key}`
  return { words, prompt: `${sayStyle(words)}${tempo}${key}` }
}

/** The words alone, as the beginning of a description: "A slow, dark song". */
export function sayStyle(words: readonly string[]): string {
  return `A ${[words.join(', '), 'song'].filter(Boolean).join(' ')}`
}

function wordFor(
  figure: number | null,
  { below, low, above, high }: { below: number; low: string; above: number; high: string },
): string | null {
  if (figure === null) return null
  if (figure < below) return low
  return figure > above ? high : null
}
