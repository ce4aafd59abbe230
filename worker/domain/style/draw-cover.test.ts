import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newId } from '../../ids.ts'
import { drawCover } from './draw-cover.ts'
import { hueOf } from './hue-of.ts'

describe('a cover', () => {
  it('is the same for the same track, to the last byte', () => {
    const drawn = drawCover('trk_01kbabcdefghjkmnpqrstvwxyz')
    expect(drawn).toHaveLength(793)
    expect(createHash('sha256').update(drawn).digest('hex')).toBe(
      '07342d176e4a6e9c7ee6bff0fc462bc0d24f4446f6b6c183c8054dc9e5a6bb42',
    )
  })

  it('is another one for another track', () => {
    const drawn = Array.from({ length: 200 }, () => drawCover(newId('trk')))
    expect(new Set(drawn).size).toBe(200)
  })

  it('lends a color of the brand’s to what surrounds it', () => {
    const hues = Array.from({ length: 200 }, () => hueOf(newId('trk')))
    expect(new Set(hues).size).toBe(5)
  })
})
