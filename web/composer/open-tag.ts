import { SECTIONS } from './lyrics-structures.ts'

/** A tag that is being typed: where its bracket is, and what follows it so far. */
export type OpenTag = { from: number; typed: string }

/** The tag at the caret, as long as nothing but letters follow its bracket on the line. */
export function findOpenTag(lyrics: string, caret: number): OpenTag | null {
  const line = lyrics.slice(lyrics.lastIndexOf('\n', caret - 1) + 1, caret)
  const typed = /^\s*\[([\p{L} ]*)$/u.exec(line)?.[1]
  return typed === undefined ? null : { from: caret - typed.length - 1, typed }
}

/** The sections that begin with what is typed. */
export function tagsFor(typed: string): string[] {
  return SECTIONS.filter((tag) => tag.toLowerCase().startsWith(typed.trimStart().toLowerCase()))
}

/** Finishes the tag and leaves the caret on the line beneath it. */
export function insertTag(
  lyrics: string,
  { from }: OpenTag,
  caret: number,
  name: string,
): { lyrics: string; caret: number } {
  const after = lyrics.slice(caret).replace(/^\]/, '')
  const tag = `[${name}]${after.startsWith('\n') ? '' : '\n'}`
  return { lyrics: lyrics.slice(0, from) + tag + after, caret: from + name.length + 3 }
}
