import { describeSound } from '../../../worker/audio/analysis/describe-sound.ts'
import type { SoundMeasures } from '../../../worker/audio/analysis/sound-analysis.ts'
import { isSaid, joinWords } from '../add-detail.ts'
import type { ComposerValues } from '../composer-values.ts'
import { BPM_MAX, BPM_MIN } from '../wish-options.ts'
import type { Taken } from './taken.ts'

/** What the composer can take from a sound. */
export type Heard = Pick<
  SoundMeasures,
  'durationSeconds' | 'bpm' | 'key' | 'loudnessLufs' | 'energy' | 'brightness'
>

/**
 * Fills tempo, key and words of style: as wishes where they are shown, else as words. What the description says
 * already, and what doesn't fit into it, is left alone.
 */
export function takeMeasures(
  heard: Heard,
  values: ComposerValues,
  fits: (prompt: string) => boolean,
): { filled: Partial<ComposerValues>; taken: Taken[] } {
  const taken: Taken[] = []
  const filled: Partial<ComposerValues> = {}
  const put = (kind: Taken['kind'], words: string) => {
    const prompt = joinWords(filled.prompt ?? values.prompt, words)
    if (!fits(prompt)) return
    filled.prompt = prompt
    taken.push({ kind, words })
  }
  const wish = (kind: 'tempo' | 'key', name: 'bpm' | 'key', value: string, words: string) => {
    if (values.mode === 'custom') {
      filled[name] = value
      taken.push({ kind, wish: name, value, before: values[name] })
    } else if (!isSaid(kind, values.prompt)) put(kind, words)
  }
  const style = describeSound(heard).words.filter((word) => !hasWord(values.prompt, word))
  if (style.length > 0) put('style', style.join(', '))
  const bpm = tempoOf(heard)
  if (bpm !== null) wish('tempo', 'bpm', bpm, `${bpm} BPM`)
  if (heard.key !== null) wish('key', 'key', heard.key, `in ${heard.key}`)
  return { filled, taken }
}

function hasWord(prompt: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`, 'i').test(prompt)
}

/** Null where it is none that the composer takes. */
function tempoOf({ bpm }: Heard): string | null {
  const beats = Math.round(bpm ?? 0)
  return beats >= BPM_MIN && beats <= BPM_MAX ? String(beats) : null
}
