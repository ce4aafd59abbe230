import { describeSound } from '../../../worker/audio/analysis/describe-sound.ts'
import { sayLevel } from '../../sound/say-measures.ts'
import type { Heard } from './take-measures.ts'

/** `72 BPM · A minor · −14.0 LUFS · slow, dark`: what stands out, and what doesn't. */
export function sayHeard(heard: Heard): string {
  const { words } = describeSound(heard)
  return [
    heard.bpm === null ? 'no steady beat' : `${Math.round(heard.bpm)} BPM`,
    heard.key ?? 'no clear key',
    heard.loudnessLufs === null ? '' : sayLevel(heard.loudnessLufs, 'LUFS'),
    words.join(', '),
  ]
    .filter(Boolean)
    .join(' · ')
}
