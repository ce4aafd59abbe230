import { describe, expect, it } from 'vitest'
import { findOpenTag, insertTag, tagsFor } from './open-tag.ts'

describe('a tag that is being typed', () => {
  it.each([
    ['[', { from: 0, typed: '' }],
    ['la\n[ch', { from: 3, typed: 'ch' }],
    ['  [Pre chorus', { from: 2, typed: 'Pre chorus' }],
    ['[Verse]', null],
    ['la [ch', null],
    ['[\n', null],
    ['', null],
  ])('is found at the end of %j', (lyrics, tag) => {
    expect(findOpenTag(lyrics, lyrics.length)).toEqual(tag)
  })

  it('is found in the middle of the lyrics, too', () => {
    expect(findOpenTag('[ch\nla la', 3)).toEqual({ from: 0, typed: 'ch' })
  })

  it('offers the sections that begin like it', () => {
    expect(tagsFor('')).toEqual(['Intro', 'Verse', 'Chorus', 'Bridge', 'Outro', 'Break'])
    expect(tagsFor('BR')).toEqual(['Bridge', 'Break'])
    expect(tagsFor('solo')).toEqual([])
  })

  it.each([
    ['la\n[ch', 6, 'la\n[Chorus]\n'],
    ['[ch\nla', 3, '[Chorus]\nla'],
    ['[ch]\nla', 3, '[Chorus]\nla'],
  ])('is finished in %j, with the caret on the next line', (lyrics, caret, finished) => {
    // The lyrics of each case have a tag at the caret.
    const tag = findOpenTag(lyrics, caret) as { from: number; typed: string }
    const inserted = insertTag(lyrics, tag, caret, 'Chorus')
    expect(inserted.lyrics).toBe(finished)
    expect(inserted.lyrics.slice(0, inserted.caret)).toMatch(/\[Chorus\]\n$/)
  })
})
