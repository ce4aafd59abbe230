import type { SoundMeasures } from '../../worker/audio/analysis/sound-analysis.ts'

const MINUS = '−'

/** `−14.2 LUFS`; a dash for what couldn't be measured. */
export function sayLevel(level: number | null, unit: string): string {
  if (level === null) return '–'
  return `${level < 0 ? MINUS : ''}${Math.abs(level).toFixed(1)} ${unit}`
}

/** How sure a result is, and what it would be otherwise. */
export function sayConfidence(confidence: number | null, other: string | null): string {
  if (confidence === null) return 'Nothing stands out enough to say.'
  const sure = `${Math.round(confidence * 100)} % sure`
  return other === null ? sure : `${sure}, else ${other}`
}

/** `48 kHz, stereo`. */
export function saySound({ sampleRate, channels }: SoundMeasures): string {
  return `${sampleRate / 1000} kHz, ${channels === 1 ? 'mono' : 'stereo'}`
}
