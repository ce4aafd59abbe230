import { expect, it } from 'vitest'
import { shrinkPeaks } from './shrink-peaks.ts'

/** Pixels that each reach from `-height` to half of that. */
const pixels = (heights: number[]) => ({ data: heights.flatMap((each) => [-each, each >> 1]) })

it('takes the loudest sample of each part, on either side of zero, in percent', () => {
  const heights = Array.from({ length: 640 }, (_, at) => (at % 10 === 7 ? at / 10 : 0) | 0)
  const expected = Array.from({ length: 64 }, (_, part) => Math.round((100 * part) / 127))
  expect(shrinkPeaks(pixels(heights))).toEqual(expected)
  const upsideDown = pixels(heights).data.map((sample) => -sample)
  expect(shrinkPeaks({ data: upsideDown })).toEqual(expected)
})

it('leaves out no pixel when they can’t be shared out evenly', () => {
  for (const length of [65, 127, 401, 799, 800])
    for (const loud of [0, 1, length >> 1, length - 2, length - 1]) {
      const heights = Array.from({ length }, (_, at) => (at === loud ? 127 : 1))
      expect(shrinkPeaks(pixels(heights)).filter((each) => each === 100)).toHaveLength(1)
    }
})

it('stretches a sound that has fewer pixels, and draws silence for none', () => {
  const few = shrinkPeaks(pixels([127, 0]))
  expect(few).toEqual([...Array(32).fill(100), ...Array(32).fill(0)])
  expect(shrinkPeaks(pixels([]))).toEqual(Array(64).fill(0))
})

it('never exceeds 100 at the lowest sample', () => {
  expect(shrinkPeaks({ data: [-128, 127] })).toEqual(Array(64).fill(100))
})
