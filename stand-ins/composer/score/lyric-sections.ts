import { type Syllable, splitSyllables } from './syllables.ts'

export type LyricKind = 'intro' | 'verse' | 'build' | 'chorus' | 'bridge' | 'break' | 'outro'

/** A stanza: what it is in the song, and its lines as syllables. A tag without lines is instrumental. */
export type LyricSection = { kind: LyricKind; lines: Syllable[][] }

const TAG = /^\s*[[(#]+\s*([^\])]*?)\s*[\])]*\s*:?\s*$/
const TAG_KINDS: readonly [RegExp, LyricKind][] = [
  [/pre|build|lift/i, 'build'],
  [/chorus|hook|refrain|drop/i, 'chorus'],
  [/bridge|middle/i, 'bridge'],
  [/intro|opening/i, 'intro'],
  [/outro|end|coda/i, 'outro'],
  [/inst|solo|break|interlude/i, 'break'],
  [/verse|strophe|part/i, 'verse'],
]

/**
 * Reads lyrics into stanzas. Tags ("[Verse 2]", "(Chorus)") name the stanza that follows and are
 * never sung. Untagged lyrics are cut at blank lines: a stanza that comes back is the chorus, else
 * stanzas alternate between verse and chorus.
 */
export function readLyricSections(lyrics: string): LyricSection[] {
  const sections: (LyricSection & { tagged: boolean; text: string })[] = []
  let open = false
  for (const line of lyrics.split(/\r?\n|\\n|##/)) {
    const kind = tagKind(line)
    if (kind !== null) {
      sections.push({ kind, lines: [], tagged: true, text: '' })
      open = true
    } else if (line.trim() === '') {
      if (sections.at(-1)?.lines.length) open = false
    } else {
      const last = sections.at(-1)
      const full = last !== undefined && !last.tagged && last.lines.length >= 8
      if (!open || last === undefined || full) {
        sections.push({ kind: 'verse', lines: [], tagged: false, text: '' })
        open = true
      }
      const current = sections.at(-1)
      const syllables = splitSyllables(line)
      if (current && syllables.length > 0) {
        current.lines.push(...breakLongLine(syllables))
        current.text += `${line.trim().toLowerCase()}\n`
      }
    }
  }
  return nameUntagged(sections).filter(({ kind, lines }) => lines.length > 0 || kind === 'break')
}

/** About how long the lyrics take to sing at a tempo, with an intro and an outro, in seconds. */
export function singingSeconds(lyrics: string, bpm: number): number {
  const bars = readLyricSections(lyrics).reduce((sum, section) => sum + barsToSing(section, 2), 0)
  return Math.round((bars + 8) * (240 / bpm))
}

/** Bars that a stanza takes when each line has `barsPerLine`, in even phrases. */
export function barsToSing({ lines }: LyricSection, barsPerLine: number): number {
  return Math.max(4, Math.ceil((lines.length * barsPerLine) / 2) * 2)
}

const LINE_SYLLABLES_MAX = 14

function breakLongLine(syllables: Syllable[]): Syllable[][] {
  const pieces = Math.ceil(syllables.length / LINE_SYLLABLES_MAX)
  const size = Math.ceil(syllables.length / pieces)
  return Array.from({ length: pieces }, (_, i) => syllables.slice(i * size, (i + 1) * size))
}

function tagKind(line: string): LyricKind | null {
  const name = TAG.exec(line)?.[1]
  if (name === undefined) return null
  const found = TAG_KINDS.find(([pattern]) => pattern.test(name))
  return found ? found[1] : line.trim().startsWith('[') ? 'verse' : null
}

function nameUntagged(
  sections: readonly (LyricSection & { tagged: boolean; text: string })[],
): LyricSection[] {
  const texts = sections.map(({ text }) => text)
  const comesBack = texts.some((text, i) => text !== '' && texts.indexOf(text) !== i)
  return sections.map((section, i) => {
    if (section.tagged) return { kind: section.kind, lines: section.lines }
    const repeated = texts.filter((text) => text === section.text).length > 1
    const kind = (comesBack ? repeated : i % 2 === 1) ? 'chorus' : 'verse'
    return { kind, lines: section.lines }
  })
}
