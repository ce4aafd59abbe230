/** The first letter as people see it: a flag, an emoji or a letter with its accents is one. Empty for no text. */
export function firstGrapheme(text: string): string {
  const [first] = new Intl.Segmenter().segment(text.trim())
  return first?.segment ?? ''
}
