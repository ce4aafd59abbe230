import { expect, it } from 'vitest'
import { findPrices } from './read-pricing.ts'

const durationSeconds = { min: 15, max: 240 }
const MODELS = [
  { credits: { perTrack: 5 }, durationSeconds },
  { credits: { perTrack: 6 }, durationSeconds },
]

it('prices a track by the cheapest model that is priced by the track', () => {
  expect(findPrices(MODELS)).toEqual({ creditsPerTrack: 5, creditsFrom: 5 })
})

it.each([
  ['less', { per30s: 1 }, 15, 1],
  ['as much as the shortest it makes', { per30s: 2 }, 45, 4],
  ['no less than the others', { per30s: 4 }, 60, 5],
])('starts with a model priced by length where it takes %s', (_, credits, min, creditsFrom) => {
  const byLength = { credits, durationSeconds: { min, max: 240 } }
  expect(findPrices([...MODELS, byLength])).toEqual({ creditsPerTrack: 5, creditsFrom })
})
