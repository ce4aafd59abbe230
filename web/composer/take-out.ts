import type { Insertion } from './add-detail.ts'

/** Takes an insertion out again, with its comma. What was typed over meanwhile stays. */
export function takeOut(prompt: string, { words }: Pick<Insertion, 'words'>): string {
  for (const text of [`, ${words}`, `${words}, `, ` ${words}`, words]) {
    const at = prompt.lastIndexOf(text)
    if (at >= 0) return prompt.slice(0, at) + prompt.slice(at + text.length)
  }
  return prompt
}
