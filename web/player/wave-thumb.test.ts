import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { WaveThumb } from './wave-thumb.tsx'

const track = { id: 'ash', title: 'Ash', audioUrl: '/ash', peaksUrl: null, durationSeconds: 60 }

function heightsOf(peaks: readonly number[] | null): number[] {
  const markup = renderToStaticMarkup(createElement(WaveThumb, { track, peaks }))
  return [...markup.matchAll(/v([\d.]+)/g)].map(([, height]) => Number(height))
}

it('draws one bar for each peak, the loudest as high as the row allows', () => {
  const heights = heightsOf(Array.from({ length: 64 }, (_, at) => (at === 10 ? 100 : 50)))
  expect(heights).toHaveLength(64)
  expect(heights[10]).toBe(34)
  expect(heights[11]).toBe(17)
})

it('makes no peaks up while there are none', () => {
  expect(new Set(heightsOf(null))).toEqual(new Set([2]))
})
