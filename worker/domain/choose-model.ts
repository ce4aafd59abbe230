import {
  CATALOGUE,
  composePrompt,
  lengthOf,
  type Model,
  type ModelId,
  type SongOrder,
} from '../providers/catalogue.ts'
import { DomainError } from './errors.ts'

/**
 * The model that makes this song. `auto` takes MiniMax Music 2 when lyrics are given and everything
 * is within its limits, else 2.5. Throws `invalid` with the field named when the chosen model can't:
 * nothing is ever cut to fit.
 */
export function chooseModel(choice: 'auto' | ModelId, order: SongOrder): Model {
  if (order.lyrics !== null && order.instrumental)
    throw invalid('lyrics', 'An instrumental has no lyrics: remove them or switch it off.')
  const songs = CATALOGUE['minimax-music-2']
  if (choice === 'auto' && findMisfit(songs, order) === null) return songs
  const model = choice === 'auto' ? CATALOGUE['minimax-music-2.5'] : CATALOGUE[choice]
  const misfit = findMisfit(model, order)
  if (misfit) throw invalid(misfit.field, misfit.sentence)
  return model
}

function findMisfit(model: Model, order: SongOrder): { field: string; sentence: string } | null {
  if (order.instrumental && !model.instrumental)
    return { field: 'instrumental', sentence: `${model.name} only makes songs with lyrics.` }
  return findLyricsMisfit(model, order) ?? findPromptMisfit(model, order)
}

function findLyricsMisfit({ name, lyrics }: Model, order: SongOrder) {
  if (order.lyrics === null)
    return lyrics.required ? { field: 'lyrics', sentence: `${name} needs lyrics.` } : null
  const given = lengthOf(order.lyrics)
  if (given >= lyrics.min && given <= lyrics.max) return null
  const sentence = `${name} takes lyrics of ${lyrics.min} to ${lyrics.max} characters; these have ${given}.`
  return { field: 'lyrics', sentence }
}

function findPromptMisfit({ name, prompt }: Model, order: SongOrder) {
  const composed = lengthOf(composePrompt(order, prompt.min))
  if (composed <= prompt.max) return null
  const wishes = composed - lengthOf(order.prompt)
  const because = wishes > 0 ? `, of which your wishes take ${wishes}` : ''
  const sentence = `${name} takes ${prompt.max} characters; this comes to ${composed}${because}.`
  return { field: 'prompt', sentence }
}

function invalid(field: string, sentence: string): DomainError {
  return new DomainError('invalid', sentence, { fields: { [field]: sentence } })
}
