/** The text with the phrase replaced everywhere; without the gap where nothing takes its place. */
export function replacePhrase(text: string, phrase: string, replacement: string): string {
  if (replacement !== '') return text.split(phrase).join(replacement)
  return text
    .split(phrase)
    .map((part, at) => (at === 0 ? part : part.replace(/^ /, '')))
    .join('')
}
