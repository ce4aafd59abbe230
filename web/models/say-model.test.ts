import { expect, it } from 'vitest'
import type { ModelAnswer } from '../api/model-answer.ts'
import { describeModel, sayPrice, sayPurpose } from './say-model.ts'

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
  prompt: { min: 1, max: 2000 },
  length: 'exact',
  durationSeconds: { min: 15, max: 190 },
  durationSecondsDefault: 120,
  honours: ['duration', 'seed'],
  credits: { per30s: 1 },
}

it('says what a model makes and what it takes', () => {
  expect(describeModel(songs)).toBe(
    'Songs only · needs lyrics of 10 to 3,000 characters · prompt up to 300',
  )
  expect(describeModel(exact)).toBe(
    'Instrumentals only · prompt up to 2,000 · 15 to 190 seconds, exact · takes a seed',
  )
  const both = { ...exact, vocals: true, lyrics: { min: 1, max: 3500, required: false } }
  expect(describeModel(both)).toMatch(
    /^Songs and instrumentals · lyrics up to 3,500, or written for you · /,
  )
})

it('says what a track takes', () => {
  expect(sayPrice(songs)).toBe('5 credits')
  expect(sayPrice(exact)).toBe('1 credit per 30 s')
})

it('says what a model is for', () => {
  const lyrics = { min: 1, max: 3500, required: false }
  const both: ModelAnswer = { ...songs, instrumental: true, lyrics }
  expect([songs, exact, { ...exact, vocals: true, lyrics }, both].map(sayPurpose)).toEqual([
    'Songs that sing your own lyrics.',
    'Instrumentals of exactly the length you set.',
    'Sketches and loops, cheap and exactly as long as you set.',
    'Songs and instrumentals of any kind; writes lyrics if you have none.',
  ])
})
