import { expect, it } from 'vitest'
import { openHalfBand } from './half-band.ts'

const sine = (hertz: number) =>
  Float32Array.from({ length: 8_820 }, (_, at) => Math.sin((2 * Math.PI * hertz * at) / 44_100))

/** The largest sample once the filter is filled. */
function levelAfter(hertz: number): number {
  return openHalfBand()(sine(hertz))
    .subarray(50)
    .reduce((max, each) => Math.max(max, Math.abs(each)), 0)
}

it('keeps what half the rate can carry, and nothing that would fold back', () => {
  expect(levelAfter(1_000)).toBeCloseTo(1, 2)
  expect(levelAfter(8_000)).toBeCloseTo(1, 2)
  expect(levelAfter(14_000)).toBeLessThan(0.01)
  expect(levelAfter(21_000)).toBeLessThan(0.01)
})

it('gives the same whatever the pieces', () => {
  const whole = openHalfBand()(sine(440))
  const halve = openHalfBand()
  const pieces = [1, 2, 3, 500, 7_001].map((length, at, lengths) => {
    const start = lengths.slice(0, at).reduce((sum, each) => sum + each, 0)
    return halve(sine(440).subarray(start, start + length))
  })
  const joined = pieces.flatMap((piece) => [...piece])
  expect(joined).toEqual([...whole.subarray(0, joined.length)])
  expect(joined.length).toBe(Math.floor(7_507 / 2) + 1)
})
