/** The sections that a song can have, as they stand in its lyrics. */
export const SECTIONS = ['Intro', 'Verse', 'Chorus', 'Bridge', 'Outro', 'Break'] as const

/** Forms of songs to write into: sections in their order, and how many lines each has room for. */
export const STRUCTURES: readonly { name: string; sections: readonly [string, number][] }[] = [
  {
    name: 'Verse and chorus',
    sections: [
      ['Verse', 4],
      ['Chorus', 4],
      ['Verse', 4],
      ['Chorus', 4],
    ],
  },
  {
    name: 'Pop song with a bridge',
    sections: [
      ['Intro', 1],
      ['Verse', 4],
      ['Chorus', 4],
      ['Verse', 4],
      ['Chorus', 4],
      ['Bridge', 2],
      ['Chorus', 4],
      ['Outro', 1],
    ],
  },
  {
    name: 'Ballad in verses',
    sections: [
      ['Verse', 4],
      ['Verse', 4],
      ['Verse', 4],
      ['Outro', 2],
    ],
  },
  {
    name: 'Short hook',
    sections: [
      ['Chorus', 2],
      ['Break', 1],
      ['Chorus', 2],
    ],
  },
]

/** Lyrics with room to write in: after what is there, if anything is. */
export function addStructure(lyrics: string, sections: readonly [string, number][]): string {
  const room = sections.map(([tag, lines]) => `[${tag}]\n${'\n'.repeat(lines)}`).join('\n')
  return lyrics.trim() === '' ? room : `${lyrics.trimEnd()}\n\n${room}`
}
