import { expect, it } from 'vitest'
import { readOffer } from '../models/offer.ts'
import { measurePrompt } from './measure-prompt.ts'
import { blankSong } from './song-values.ts'

const offer = readOffer([], 'auto', 300)
const song = { ...blankSong('  rain 🎻 '), genre: 'Jazz', bpm: '90', durationSeconds: '60' }

it('counts what is typed as the models do: trimmed, an emoji once', () => {
  expect(measurePrompt(blankSong('  rain 🎻 '), offer)).toEqual({ used: 6, wishes: 0 })
  expect(measurePrompt(blankSong(''), offer)).toEqual({ used: 0, wishes: 0 })
})

it('counts the wishes that go into the prompt as words, and no others', () => {
  // ", Jazz, 90 BPM, about 60 seconds long"
  expect(measurePrompt(song, offer)).toEqual({ used: 43, wishes: 37 })
  const honours = ['duration']
  expect(measurePrompt(song, { ...offer, honours })).toEqual({ used: 20, wishes: 14 })
})
