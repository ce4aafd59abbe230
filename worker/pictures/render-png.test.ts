import { describe, expect, it } from 'vitest'
import { renderPng } from './render-png.ts'

const dot = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3" fill="${color}"/></svg>`

describe('a PNG of a drawing', () => {
  it('has the same bytes each time, in an instance for all', async () => {
    const svg = dot('red')
    const [one, two] = await Promise.all([renderPng(svg, 64), renderPng(svg, 64)])
    expect(one).toEqual(two)
    expect(await renderPng(dot('blue'), 64)).not.toEqual(one)
  })

  it('is refused for what is no drawing, and the next one comes out', async () => {
    await expect(renderPng('<svg>not whole', 64)).rejects.toThrow()
    expect((await renderPng(dot('red'), 64)).length).toBeGreaterThan(100)
  })
})
