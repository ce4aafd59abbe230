export type Mark = { from: number; to: number; kind: string }
export type Piece = { text: string; kind: string | null; from: number }

/** Cuts a text at its marks, which lie within it. Where two overlap, the first one counts. */
export function splitText(text: string, marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { from, to, kind } of marks.toSorted((a, b) => a.from - b.from)) {
    if (from < at || to <= from) continue
    if (from > at) pieces.push({ text: text.slice(at, from), kind: null, from: at })
    pieces.push({ text: text.slice(from, to), kind, from })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: null, from: at })
  return pieces
}

/** Marks every place where the words stand. */
export function markWords(text: string, words: string, kind: string): Mark[] {
  const marks: Mark[] = []
  if (words === '') return marks
  for (let from = text.indexOf(words); from >= 0; from = text.indexOf(words, from + words.length))
    marks.push({ from, to: from + words.length, kind })
  return marks
}
