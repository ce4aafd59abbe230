import { expect, it } from 'vitest'
import { sayConfidence, sayLevel } from './say-measures.ts'

it.each([
  [-14.04, '−14.0 LUFS'],
  [0.3, '0.3 LUFS'],
  [null, '–'],
])('says a level: %s', (level, said) => {
  expect(sayLevel(level, 'LUFS')).toBe(said)
})

it.each([
  [0.874, 'C minor', '87 % sure, else C minor'],
  [0.5, null, '50 % sure'],
  [null, null, 'Nothing stands out enough to say.'],
])('says how sure a result is: %s', (confidence, other, said) => {
  expect(sayConfidence(confidence, other)).toBe(said)
})
