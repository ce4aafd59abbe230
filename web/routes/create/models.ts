import type { InferResponseType } from 'hono/client'
import type { Api } from '../../api.ts'

export type ModelAnswer = InferResponseType<Api['api']['models']['$get']>['items'][number]

/** The characters that a prompt and lyrics may have: the chosen model's, or the widest for `auto`. */
export function findLimits(models: ModelAnswer[], choice: string) {
  const chosen = models.filter((model) => model.id === choice)
  const open = chosen.length > 0 ? chosen : models
  return {
    prompt: Math.max(...open.map((model) => model.prompt.max)),
    lyrics: Math.max(...open.map((model) => model.lyrics.max)),
  }
}

/** Which wishes the model only hears as words, as a sentence; null when it takes all exactly. */
export function sayHints(models: ModelAnswer[], choice: string): string | null {
  const chosen = models.filter((model) => model.id === choice)
  const open = chosen.length > 0 ? chosen : models
  const hints = [
    ...['genre', 'mood'].filter((wish) => !open.every((model) => model.honours.includes(wish))),
    ...(open.every((model) => model.honours.includes('bpm')) ? [] : ['tempo']),
    ...(open.every((model) => model.honours.includes('key')) ? [] : ['key']),
    ...(open.every((model) => model.length === 'exact') ? [] : ['length']),
  ]
  if (hints.length === 0) return null
  const list = new Intl.ListFormat('en').format(hints)
  const start = `${list.charAt(0).toUpperCase()}${list.slice(1)}`
  return hints.length === 1
    ? `${start} is a hint: it goes into the prompt as words, and the model follows it as well as it can.`
    : `${start} are hints: they go into the prompt as words, and the model follows them as well as it can.`
}
