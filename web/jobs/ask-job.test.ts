import { expect, it } from 'vitest'
import { secondsIn, versionIn } from './ask-job.ts'

it('reads the version of a job from its ETag', () => {
  expect([versionIn('W/"12"'), versionIn('"12"'), versionIn(null)]).toEqual([12, 0, 0])
})

it('reads how long to wait', () => {
  expect([secondsIn('3'), secondsIn('soon'), secondsIn(null)]).toEqual([3, null, null])
})
