import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRefusedPhrase } from '../../worker/domain/content-policy/find-refused-phrase.ts'
import { lengthOf } from '../../worker/providers/compose-prompt.ts'
import { addDetail } from './add-detail.ts'
import { PROFILES, SAID } from './detail-words.ts'
import { IDEAS } from './ideas.ts'
import { addStructure, STRUCTURES } from './lyrics-structures.ts'
import { takeOut } from './take-out.ts'

const anyLength = { chosen: {}, fits: () => true }
const kinds = (prompt: string, chosen = {}) =>
  addDetail(prompt, { ...anyLength, chosen }).added.map(({ kind }) => kind)

describe('what is added to a description', () => {
  it('is everything that it leaves open, as is usual for its genre', () => {
    expect(addDetail('jazz for a late train', anyLength).prompt).toBe(
      'jazz for a late train, smoky mood, 112 BPM, upright bass, brushed drums, tenor saxophone, ' +
        'relaxed swing, in Bb major',
    )
  })

  it('is nothing that it says already', () => {
    expect(kinds('Slow synthwave, wide pads')).toEqual(['mood', 'energy', 'key'])
    expect(kinds('a happy song')).toEqual(['genre', 'tempo', 'instruments', 'energy', 'key'])
    expect(kinds(IDEAS[0] ?? '')).not.toContain('tempo')
    expect(kinds('dark techno, 130 BPM, 808s, relentless energy, in F# minor')).toEqual([])
  })

  it('is nothing that a chip says, and follows the chosen genre', () => {
    expect(kinds('rain', { genre: 'Jazz', tempo: '90' })).toEqual([
      'mood',
      'instruments',
      'energy',
      'key',
    ])
    expect(addDetail('rain', { ...anyLength, chosen: { genre: 'Jazz' } }).prompt).toContain(
      'saxophone',
    )
  })

  it('tells words from parts of words', () => {
    expect(kinds('the fastener popped')).toContain('tempo')
    expect(kinds('the fastener popped')).toContain('genre')
  })

  it('is the same for the same words, also where they name no genre', () => {
    const once = addDetail('静かな夜', anyLength)
    expect(once).toEqual(addDetail('静かな夜', anyLength))
    expect(once.added).toHaveLength(6)
  })

  it('is never more than fits, and leaves the description itself alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(200), (prompt, max) => {
        const fits = (text: string) => lengthOf(text) <= max
        const detailed = addDetail(prompt, { chosen: {}, fits })
        if (detailed.added.length === 0) expect(detailed.prompt).toBe(prompt)
        else expect(fits(detailed.prompt)).toBe(true)
        expect(detailed.prompt.startsWith(prompt.trimEnd().replace(/[,;]$/u, ''))).toBe(true)
      }),
    )
  })

  it('can be taken out again piece by piece', () => {
    const { prompt, added } = addDetail('jazz for a late train', anyLength)
    expect(added.reduce(takeOut, prompt)).toBe('jazz for a late train')
    const alone = addDetail('', anyLength)
    expect(alone.added.reduce(takeOut, alone.prompt)).toBe('')
    expect(takeOut('something else', { words: '90 BPM' })).toBe('something else')
  })
})

describe('the words that are offered', () => {
  const words = PROFILES.flatMap(({ genre, mood, instruments, energy, key }) => [
    genre,
    mood,
    instruments,
    energy,
    `in ${key}`,
  ])

  it('pass the content policy', () => {
    for (const text of [...words, ...IDEAS])
      expect([text, findRefusedPhrase(text)]).toEqual([text, null])
  })

  it('are known as what they are, so that nothing is added twice', () => {
    for (const { named, genre, mood, bpm, instruments, energy, key } of PROFILES) {
      expect([genre, named.test(genre)]).toEqual([genre, true])
      const said = { mood, tempo: `${bpm} BPM`, instruments, energy, key }
      const unknown = Object.entries(said).filter(
        ([kind, text]) => !SAID[kind as keyof typeof said].test(text),
      )
      expect([genre, unknown]).toEqual([genre, []])
    }
  })
})

it('puts a form into empty lyrics, and after what is written', () => {
  const { sections } = STRUCTURES[3] ?? { sections: [] }
  const room = '[Chorus]\n\n\n\n[Break]\n\n\n[Chorus]\n\n\n'
  expect(addStructure(' \n', sections)).toBe(room)
  expect(addStructure('La la\n', sections)).toBe(`La la\n\n${room}`)
})
