import { expect, it } from 'vitest'
import { readOffer } from '../models/offer.ts'
import { checkSong, EMPTY_PROMPT } from './check-song.ts'
import { blankSong } from './song-values.ts'

const songs = {
  ...readOffer([], 'auto', 300),
  name: 'Songs',
  prompt: { max: 300 },
  lyrics: { min: 10, max: 3000, required: true },
}
const song = { ...blankSong('rain'), lyrics: 'la la la la la' }

it.each([
  [{}, null],
  [{ prompt: '🎻'.repeat(300) }, null],
  [{ prompt: ' \n ' }, { field: 'prompt', sentence: EMPTY_PROMPT }],
  [{ prompt: 'p'.repeat(301) }, { field: 'prompt', sentence: '1 character too many.' }],
  [
    { prompt: 'p'.repeat(300), bpm: '90' },
    { field: 'prompt', sentence: '8 characters too many.' },
  ],
  [{ lyrics: '' }, { field: 'lyrics', sentence: 'Songs needs lyrics.' }],
  [
    { lyrics: 'la' },
    { field: 'lyrics', sentence: 'Songs needs at least 10 characters of lyrics.' },
  ],
  [{ lyrics: '愛'.repeat(300_000) }, { field: 'lyrics', sentence: '297,000 characters too many.' }],
  [{ lyrics: '', instrumental: 'true' }, null],
  [{ title: 't'.repeat(122) }, { field: 'title', sentence: '2 characters too many.' }],
])('checks a song before it is sent: %#', (values, problem) => {
  expect(checkSong({ ...song, ...values }, songs)).toEqual(problem)
})
