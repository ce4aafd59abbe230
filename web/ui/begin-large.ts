/** As at the beginning of a sentence, in any script: a genre is kept as it was typed. */
export function beginLarge(words: string): string {
  const [first = ''] = words
  return first.toLocaleUpperCase() + words.slice(first.length)
}
