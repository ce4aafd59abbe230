import { expect, it } from 'vitest'
import { RENDERING_JOB } from '../../tests/harness/rendering-job.ts'
import { sayFailure } from './say-failure.ts'
import { sayHold } from './say-hold.ts'

it.each([
  [{}, '5 credits on hold. You get them back if you cancel or it fails.'],
  [{ credits: 1 }, '1 credit on hold. You get it back if you cancel or it fails.'],
  [
    { cancelRefunds: false },
    '5 credits on hold. You get them back if it fails. You’ve used today’s free cancels: if you cancel, they stay spent unless the music never comes. If it comes, it’s yours.',
  ],
])('says before what a cancel does: %j', (change, words) => {
  expect(sayHold({ ...RENDERING_JOB, ...change })).toBe(words)
})

it.each([
  [{}, 'You canceled this track. Your 5 credits are back.'],
  [
    { cancelRefunds: false },
    'You canceled this track. If the music still comes, it’s yours; if not, its 5 credits come back.',
  ],
  [
    { cancelRefunds: false, credits: 1 },
    'You canceled this track. If the music still comes, it’s yours; if not, its credit comes back.',
  ],
])('says after it what it did: %j', (change, words) => {
  expect(sayFailure({ ...RENDERING_JOB, status: 'canceled', ...change })).toBe(words)
})
