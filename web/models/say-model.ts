import type { ModelAnswer } from '../api/model-answer.ts'
import { countCredits } from '../ui/count-credits.ts'
import { formatNumber } from '../ui/format-number.ts'
import { takesSeed } from './takes-seed.ts'

/** A model's limits and what it makes, in one line. */
export function describeModel(model: ModelAnswer): string {
  const { prompt, length, durationSeconds } = model
  return [
    sayVoice(model),
    sayLyrics(model),
    `prompt up to ${formatNumber(prompt.max)}`,
    length === 'exact' ? `${durationSeconds.min} to ${durationSeconds.max} seconds, exact` : null,
    takesSeed(model) ? 'takes a seed' : null,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** What a model is for, in one sentence. */
export function sayPurpose({ vocals, instrumental, lyrics, length }: ModelAnswer): string {
  if (!vocals) return 'Instrumentals of exactly the length you set.'
  if (!instrumental || lyrics.required) return 'Songs that sing your own lyrics.'
  if (length === 'exact') return 'Sketches and loops, cheap and exactly as long as you set.'
  return 'Songs and instrumentals of any kind; writes lyrics if you have none.'
}

function sayVoice({ vocals, instrumental }: ModelAnswer): string {
  if (!vocals) return 'Instrumentals only'
  return instrumental ? 'Songs and instrumentals' : 'Songs only'
}

function sayLyrics({ vocals, lyrics: { min, max, required } }: ModelAnswer): string | null {
  if (!vocals) return null
  return required
    ? `needs lyrics of ${formatNumber(min)} to ${formatNumber(max)} characters`
    : `lyrics up to ${formatNumber(max)}, or written for you`
}

/** What a track costs: `5 credits`, `1 credit per 30 s`. */
export function sayPrice({ credits }: ModelAnswer): string {
  return 'perTrack' in credits
    ? countCredits(credits.perTrack)
    : `${countCredits(credits.per30s)} per 30 s`
}
