import { describe, expect, it } from 'vitest'
import type { Offer } from '../models/offer.ts'
import { blankValues } from './composer-values.ts'
import { findUnused, settleSong } from './settle-song.ts'

const offer: Offer = {
  name: 'Any',
  voice: 'free',
  prompt: { max: 2000 },
  lyrics: { min: 1, max: 3500, required: false },
  length: 'hint',
  duration: { min: 15, max: 300, fallback: null },
  honours: [],
}
const custom = {
  ...blankValues('custom'),
  prompt: 'rain',
  lyrics: 'la la',
  genre: 'Jazz',
  bpm: '90',
}
const simple = { ...custom, mode: 'simple' as const }

describe('the song that is sent', () => {
  it('has everything in Custom', () => {
    const { mode: _, ...song } = custom
    expect(settleSong(custom, offer)).toEqual(song)
  })

  it('has only what Simple shows in Simple', () => {
    const song = settleSong({ ...simple, instrumental: 'true', variations: '3' }, offer)
    expect(song).toMatchObject({
      prompt: 'rain',
      instrumental: 'true',
      variations: '3',
      model: 'auto',
    })
    expect([song.lyrics, song.genre, song.bpm]).toEqual(['', '', ''])
  })

  it('has no lyrics without a voice, and a voice where the model always sings', () => {
    expect(settleSong({ ...custom, instrumental: 'true' }, offer).lyrics).toBe('')
    const never = settleSong(custom, { ...offer, voice: 'never' })
    expect(never).toMatchObject({ instrumental: 'true', lyrics: '' })
    const always = settleSong({ ...custom, instrumental: 'true' }, { ...offer, voice: 'always' })
    expect(always).toMatchObject({ instrumental: '', lyrics: 'la la' })
  })

  it('has a seed only for a model that takes one', () => {
    const seeded = { ...custom, seed: '7' }
    expect(settleSong(seeded, offer).seed).toBe('')
    expect(settleSong(seeded, { ...offer, honours: ['seed'] }).seed).toBe('7')
  })
})

describe('what is not sent', () => {
  it('is nothing when everything is', () => {
    expect(findUnused(custom, offer)).toBeNull()
    expect(findUnused(blankValues('simple'), offer)).toBeNull()
  })

  it.each([
    [{}, 'Your lyrics and 2 wishes from Custom aren’t used.'],
    [{ lyrics: '', bpm: '' }, 'Your 1 wish from Custom isn’t used.'],
    [{ lyrics: '  ', genre: '', bpm: '', title: 'Rain' }, 'Your title from Custom isn’t used.'],
    [
      { title: 'Rain', model: 'ace-step' },
      'Your title, lyrics, model, and 2 wishes from Custom aren’t used.',
    ],
  ])('is named in Simple: %j', (values, sentence) => {
    expect(findUnused({ ...simple, ...values }, offer)).toEqual({
      sentence,
      use: { mode: 'custom' },
    })
  })

  it('is said of lyrics without a voice, and what would give them one', () => {
    const silent = { ...custom, instrumental: 'true' }
    expect(findUnused(silent, offer)).toMatchObject({ use: { instrumental: '' } })
    expect(findUnused(custom, { ...offer, voice: 'never' })?.use).toEqual({
      instrumental: '',
      model: 'auto',
    })
  })
})
