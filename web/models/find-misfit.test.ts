import { expect, it } from 'vitest'
import type { ModelAnswer } from '../api/model-answer.ts'
import { findMisfit } from './find-misfit.ts'

const songs: ModelAnswer = {
  id: 'minimax-music-2',
  name: 'Songs',
  vocals: true,
  lyrics: { min: 10, max: 3000, required: true },
  instrumental: false,
  prompt: { min: 1, max: 300 },
  length: 'hint',
  durationSeconds: { min: 15, max: 300 },
  honours: [],
  credits: { perTrack: 5 },
}
const exact: ModelAnswer = {
  ...songs,
  vocals: false,
  instrumental: true,
  lyrics: { min: 0, max: 0, required: false },
  length: 'exact',
  durationSeconds: { min: 15, max: 190 },
  durationSecondsDefault: 120,
  honours: ['duration', 'seed'],
}
const song = {
  prompt: 'rain',
  lyrics: 'la la la la la',
  instrumental: false,
  durationSeconds: null,
  genre: null,
  mood: null,
  bpm: null,
  key: null,
}

it.each([
  [songs, {}, null],
  [songs, { instrumental: true }, 'Only makes songs with vocals'],
  [songs, { lyrics: null }, 'Needs lyrics'],
  [songs, { lyrics: 'la' }, 'Needs 10 characters of lyrics'],
  [songs, { lyrics: 'l'.repeat(3001) }, 'Sings up to 3,000 characters'],
  [songs, { prompt: 'p'.repeat(295), bpm: 90 }, 'Takes a description of up to 300 characters'],
  [songs, { durationSeconds: 5 }, null],
  [exact, {}, 'Sings no lyrics'],
  [exact, { lyrics: null }, null],
  [exact, { instrumental: true }, null],
  [exact, { lyrics: null, durationSeconds: 191 }, 'Makes 15 to 190 seconds'],
  [exact, { lyrics: null, durationSeconds: 190 }, null],
])('says why a model can’t make a song: %#', (model, wishes, why) => {
  expect(findMisfit(model, { ...song, ...wishes })).toBe(why)
})
