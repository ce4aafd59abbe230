import { describe, expect, it } from 'vitest'
import { readLyricSections } from './lyric-sections.ts'
import { splitSyllables } from './syllables.ts'

const kindsOf = (lyrics: string) => readLyricSections(lyrics).map(({ kind }) => kind)

describe('readLyricSections', () => {
  it('takes tags as sections and never sings them', () => {
    const sections = readLyricSections(
      '[Verse 1]\nHello world\n\n[Chorus]\nSing it\n(Bridge)\nAgain',
    )
    expect(sections.map(({ kind }) => kind)).toEqual(['verse', 'chorus', 'bridge'])
    const sung = sections.flatMap(({ lines }) => lines.flat().map(({ text }) => text)).join('')
    expect(sung).toBe('helloworldsingitagain')
  })

  it('sings what stands in brackets when it is no tag', () => {
    expect(readLyricSections('[Verse]\nGo\n(ooh ooh)')[0]?.lines).toHaveLength(2)
  })

  it('takes a stanza that comes back for the chorus', () => {
    const chorus = 'We rise\nWe fall'
    expect(kindsOf(`Once I was\n\n${chorus}\n\nThen I went\n\n${chorus}`)).toEqual([
      'verse',
      'chorus',
      'verse',
      'chorus',
    ])
  })

  it('keeps an instrumental tag as a break', () => {
    expect(kindsOf('[Verse]\nGo\n[Guitar Solo]\n[Outro]\nBye')).toEqual(['verse', 'break', 'outro'])
  })
})

describe('splitSyllables', () => {
  it.each([
    ['midnight city', 4],
    ['love me tender', 4],
    ['beautiful morning', 5],
    ["I'm alive", 3],
    ['mi corazón', 4],
    ['she comes and we are loved', 6],
    ['42 !!', 0],
  ])('sings "%s" on %i notes', (line, count) => expect(splitSyllables(line)).toHaveLength(count))

  it('gives each syllable its vowel and consonant', () => {
    expect(splitSyllables('see moon')).toMatchObject([
      { onset: 'hiss', vowel: 'ee' },
      { onset: 'hum', vowel: 'oo', hums: true },
    ])
  })
})
