import { composePrompt, lengthOf, type Wishes } from '../../worker/providers/compose-prompt.ts'
import type { ModelAnswer } from '../api/model-answer.ts'
import { formatNumber } from '../ui/format-number.ts'

/** A song as a model would get it; null is no wish. */
export type Wanted = Wishes & { lyrics: string | null; instrumental: boolean }

/** Why a model can't make what is written so far, in a few words; null when it can. */
export function findMisfit(model: ModelAnswer, wanted: Wanted): string | null {
  return misfitVoice(model, wanted) ?? misfitLyrics(model, wanted) ?? misfitLimits(model, wanted)
}

function misfitVoice({ vocals, instrumental }: ModelAnswer, wanted: Wanted): string | null {
  if (wanted.instrumental && !instrumental) return 'Only makes songs with vocals'
  return !wanted.instrumental && wanted.lyrics !== null && !vocals ? 'Sings no lyrics' : null
}

function misfitLyrics({ vocals, lyrics }: ModelAnswer, wanted: Wanted): string | null {
  if (wanted.instrumental || !vocals) return null
  if (wanted.lyrics === null) return lyrics.required ? 'Needs lyrics' : null
  const length = lengthOf(wanted.lyrics)
  if (length < lyrics.min) return `Needs ${lyrics.min} characters of lyrics`
  return length > lyrics.max ? `Sings up to ${formatNumber(lyrics.max)} characters` : null
}

function misfitLimits(model: ModelAnswer, wanted: Wanted): string | null {
  const { prompt, length, durationSeconds, honours } = model
  if (lengthOf(composePrompt(wanted, { honours })) > prompt.max)
    return `Takes a description of up to ${formatNumber(prompt.max)} characters`
  const seconds = wanted.durationSeconds
  const isWithin =
    seconds === null || (seconds >= durationSeconds.min && seconds <= durationSeconds.max)
  if (length === 'hint' || isWithin) return null
  return `Makes ${durationSeconds.min} to ${durationSeconds.max} seconds`
}
