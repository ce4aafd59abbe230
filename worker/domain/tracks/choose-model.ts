import { DomainError } from '../../errors.ts'
import { type ModelChoice, pickModel } from '../../providers/catalogue.ts'
import { composePrompt, lengthOf } from '../../providers/compose-prompt.ts'
import type { Model, SongOrder } from '../../providers/model.ts'

type Misfit = { field: string; sentence: string }

/** Throws `invalid`, naming the field, when the chosen model can't make this song. */
export function chooseModel(choice: ModelChoice, order: SongOrder): Model {
  if (order.lyrics !== null && order.instrumental)
    throw invalid('lyrics', 'An instrumental has no lyrics: remove them or switch it off.')
  const model = pickModel(choice, (each) => findMisfit(each, order) === null)
  const misfit = findMisfit(model, order)
  if (misfit) throw invalid(misfit.field, misfit.sentence)
  return model
}

/** Refuses no length to a model that takes it as a hint. */
export function requireLength(model: Model, durationSeconds: number | null): void {
  const misfit = findLengthMisfit(model, durationSeconds)
  if (misfit) throw invalid(misfit.field, misfit.sentence)
}

function findMisfit(model: Model, order: SongOrder): Misfit | null {
  return (
    findVoiceMisfit(model, order) ??
    findLyricsMisfit(model, order) ??
    findPromptMisfit(model, order) ??
    findLengthMisfit(model, order.durationSeconds)
  )
}

function findVoiceMisfit({ name, vocals, instrumental }: Model, order: SongOrder): Misfit | null {
  if (order.instrumental && !instrumental)
    return { field: 'instrumental', sentence: `${name} only makes songs with lyrics.` }
  if (vocals || order.instrumental) return null
  if (order.lyrics !== null)
    return { field: 'lyrics', sentence: `${name} only makes instrumentals: it sings no lyrics.` }
  const sentence = `${name} only makes instrumentals: switch Instrumental on.`
  return { field: 'instrumental', sentence }
}

function findLyricsMisfit({ name, lyrics }: Model, order: SongOrder): Misfit | null {
  if (order.lyrics === null)
    return lyrics.required ? { field: 'lyrics', sentence: `${name} needs lyrics.` } : null
  const given = lengthOf(order.lyrics)
  if (given >= lyrics.min && given <= lyrics.max) return null
  const sentence = `${name} takes lyrics of ${lyrics.min} to ${lyrics.max} characters; these have ${given}.`
  return { field: 'lyrics', sentence }
}

function findPromptMisfit({ name, prompt, honours }: Model, order: SongOrder): Misfit | null {
  const composed = lengthOf(composePrompt(order, { honours }))
  if (composed <= prompt.max) return null
  const wishes = composed - lengthOf(order.prompt)
  const because = wishes > 0 ? `, of which your wishes take ${wishes}` : ''
  const sentence = `${name} takes ${prompt.max} characters; this comes to ${composed}${because}.`
  return { field: 'prompt', sentence }
}

function findLengthMisfit(
  { name, length, durationSeconds: { min, max } }: Model,
  asked: number | null,
): Misfit | null {
  if (length === 'hint' || asked === null || (asked >= min && asked <= max)) return null
  const sentence = `${name} makes tracks of ${min} to ${max} seconds.`
  return { field: 'durationSeconds', sentence }
}

function invalid(field: string, sentence: string): DomainError {
  return new DomainError('invalid', sentence, { fields: { [field]: sentence } })
}
