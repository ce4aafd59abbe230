import { describe, expect, it } from 'vitest'
import { WaveformCollector } from '../../worker/audio/waveform-peaks.ts'
import { barsOf, parsePeaks } from './peaks.ts'

describe('peaks', () => {
  it('are read as the worker writes them', () => {
    const collector = new WaveformCollector()
    collector.add(Int16Array.from({ length: 4000 }, (_, at) => (at % 2 ? 8000 : -8000)))
    const peaks = parsePeaks(JSON.parse(JSON.stringify(collector.peaks(44_100))))
    expect(peaks?.fullScale).toBe(128)
    expect(peaks?.data.slice(0, 2)).toEqual([-31, 31])
  })

  it.each([
    null,
    'peaks',
    {},
    { bits: 8, channels: 2, data: [0, 1, 0, 1] },
    { bits: 32, channels: 1, data: [0, 1] },
    { bits: 8, channels: 1, data: [] },
    { bits: 8, channels: 1, data: [0, '1'] },
  ])('that are something else are none: %j', (json) => {
    expect(parsePeaks(json)).toBeNull()
  })
})

describe('bars', () => {
  const peaksOf = (amplitudes: number[]) => ({
    data: amplitudes.flatMap((amplitude) => [-amplitude, amplitude]),
    fullScale: 128,
  })

  it('stand for the energy of the peaks that they cover, the loudest being 1', () => {
    expect(barsOf(peaksOf([64, 64, 32, 32, 0, 0]), 3)).toEqual([1, 0.5, 0])
    expect(barsOf(peaksOf([30, 40]), 1)).toEqual([1])
    const [first, second] = barsOf(peaksOf([30, 40, 100, 100]), 2)
    expect(first).toBeCloseTo(Math.sqrt((30 ** 2 + 40 ** 2) / 2) / 100)
    expect(second).toBe(1)
  })

  it('cover every peak once, whatever their number', () => {
    for (const count of [1, 2, 3, 7, 64, 99, 100]) {
      const spike = Array.from({ length: 100 }, () => 0)
      for (let at = 0; at < 100; at += 1) {
        const raised = barsOf(peaksOf(spike.with(at, 50)), count).filter((bar) => bar > 0)
        expect(raised).toEqual([1])
      }
    }
  })

  it('repeat peaks when there is more room than peaks', () => {
    expect(barsOf(peaksOf([10, 20]), 4)).toEqual([0.5, 0.5, 1, 1])
  })

  it('of silence lie flat', () => {
    expect(barsOf(peaksOf([0, 0]), 2)).toEqual([0, 0])
  })
})
