import { expect, it } from 'vitest'
import { openPeaksCache } from './peaks-cache.ts'

const PEAKS = { bits: 8, channels: 1, data: [-1, 1] }

/** A source of peaks that notes what it was asked for, and fails while `down`. */
function peaksSource() {
  const source = {
    asked: [] as string[],
    down: false,
    cache: openPeaksCache(async (url) => {
      source.asked.push(url)
      if (source.down) throw new Error('down')
      return PEAKS
    }),
  }
  return source
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('goes from idle to fetching to ready, with one request for all callers', async () => {
  const { cache, asked } = peaksSource()
  const phases: string[] = []
  const peaks = cache.at('/a')
  peaks.subscribe(() => phases.push(peaks.get().phase))
  expect(peaks.get().phase).toBe('idle')
  peaks.fetch()
  cache.at('/a').fetch()
  await settled()
  cache.at('/a').fetch()
  expect(phases).toEqual(['fetching', 'ready'])
  expect(asked).toEqual(['/a'])
})

it('says when there are no peaks, and asks again the next time', async () => {
  const source = peaksSource()
  source.down = true
  const peaks = source.cache.at('/a')
  peaks.fetch()
  await settled()
  expect(peaks.get()).toEqual({ phase: 'error', peaks: null })
  source.down = false
  peaks.fetch()
  await settled()
  expect(peaks.get().phase).toBe('ready')
})

it('forgets the tracks that were asked for longest ago', () => {
  const { cache } = peaksSource()
  const first = cache.at('/first')
  const second = cache.at('/second')
  cache.at('/first')
  for (let other = 0; other < 31; other += 1) cache.at(`/${other}`)
  expect(cache.at('/first')).toBe(first)
  expect(cache.at('/second')).not.toBe(second)
})
