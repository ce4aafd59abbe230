const TITLE_WORDS_MAX = 6
const TITLE_LENGTH_MAX = 60

/** A title for a track whose maker gave none: the first words of its prompt, cut between words. */
export function titleTrack(prompt: string): string {
  const clause = prompt.split(/[\n.,;:!?]/).find((part) => part.trim()) ?? prompt
  const title = clause.trim().split(/\s+/).slice(0, TITLE_WORDS_MAX).join(' ')
  const characters = [...title]
  const short =
    characters.length > TITLE_LENGTH_MAX
      ? `${characters.slice(0, TITLE_LENGTH_MAX - 1).join('')}…`
      : title
  return short.charAt(0).toLocaleUpperCase('en') + short.slice(1)
}
