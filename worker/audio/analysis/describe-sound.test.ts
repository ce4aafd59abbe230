import { expect, it } from 'vitest'
import { describeSound } from './describe-sound.ts'

const NOTHING = { bpm: null, key: null, loudnessLufs: null, energy: null, brightness: null }

it.each([
  [
    { bpm: 71.6, key: 'C minor', brightness: 0.2, energy: 0.1, loudnessLufs: -23 },
    'A slow, dark, sparse, quiet song at 72 BPM in C minor',
  ],
  [
    { bpm: 128, key: 'F# major', brightness: 0.8, energy: 0.9, loudnessLufs: -7 },
    'A driving, bright, dense, loud song at 128 BPM in F# major',
  ],
  [{ ...NOTHING, bpm: 100, brightness: 0.5, energy: 0.5, loudnessLufs: -14 }, 'A song at 100 BPM'],
  [NOTHING, 'A song'],
])('says what stands out, and nothing of what is unsure: %o', (heard, prompt) => {
  expect(describeSound(heard).prompt).toBe(prompt)
})
