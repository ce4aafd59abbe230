import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PEAKS_LENGTH_MAX, WaveformCollector } from './waveform-peaks.ts'

function collect(samples: Iterable<number>) {
  const collector = new WaveformCollector()
  for (const sample of samples) collector.add(sample)
  return collector.peaks(48_000)
}

it('gives the minimum and maximum of every pixel, as a look at the whole sound would', () => {
  const sound = fc.int16Array({ minLength: 1, maxLength: 20_000, size: 'max' })
  fc.assert(
    fc.property(sound, (samples) => {
      const peaks = collect(samples)
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
  expect(collect(Array(1600).fill(1))).toMatchObject({ samples_per_pixel: 2, length: 800 })
  expect(collect(Array(1601).fill(1))).toMatchObject({ samples_per_pixel: 4, length: 401 })
})

it('draws no sound as no pixels', () => {
  expect(collect([])).toMatchObject({ version: 2, length: 0, data: [] })
})
