const TITLE_LENGTH_MAX = 48

/** For a track without a title: the first clause of its prompt, cut between words. */
export function titleTrack(prompt: string): string {
  const clause = prompt.split(/[\n.,;:!?]/).find((part) => part.trim()) ?? prompt
  const [first = '', ...rest] = clause.trim().split(/\s+/)
  let title = [...first].slice(0, TITLE_LENGTH_MAX).join('')
  for (const word of rest) {
    if (title.length + 1 + word.length > TITLE_LENGTH_MAX) break
    title += ` ${word}`
  }
  return title.charAt(0).toLocaleUpperCase('en') + title.slice(1)
}
