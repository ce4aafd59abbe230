import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PEAKS_LENGTH_MAX, WaveformCollector } from './waveform-peaks.ts'

function collect(samples: Int16Array, pieceLength = 1152) {
  const collector = new WaveformCollector()
  for (let at = 0; at < samples.length; at += pieceLength)
    collector.add(samples.subarray(at, at + pieceLength))
  return collector.peaks(48_000)
}

it('gives the minimum and maximum of every pixel of the whole sound', () => {
  const sound = fc.int16Array({ minLength: 1, maxLength: 20_000, size: 'max' })
  fc.assert(
    fc.property(sound, fc.integer({ min: 1, max: 3_000 }), (samples, pieceLength) => {
      const peaks = collect(samples, pieceLength)
      const expected: number[] = []
      for (let at = 0; at < samples.length; at += peaks.samples_per_pixel) {
        const pixel = samples.subarray(at, at + peaks.samples_per_pixel)
        expected.push((Math.min(...pixel) / 256) | 0, (Math.max(...pixel) / 256) | 0)
      }
      expect(peaks.data).toEqual(expected)
      expect(peaks.length).toBe(expected.length / 2)
      expect(peaks.length).toBeLessThanOrEqual(PEAKS_LENGTH_MAX)
      if (samples.length > PEAKS_LENGTH_MAX) expect(peaks.length).toBeGreaterThan(400)
    }),
    { numRuns: 50 },
  )
})

it('doubles the samples per pixel when the next sample would not fit', () => {
  expect(collect(new Int16Array(1600).fill(1))).toMatchObject({ samples_per_pixel: 2, length: 800 })
  expect(collect(new Int16Array(1601).fill(1))).toMatchObject({ samples_per_pixel: 4, length: 401 })
})

it('has no pixels for no sound', () => {
  expect(collect(new Int16Array())).toMatchObject({ version: 2, length: 0, data: [] })
})
