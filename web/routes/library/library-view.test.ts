import { describe, expect, it } from 'vitest'
import { hrefOf, readView, toQuery } from './library-view.ts'

const view = (address: string) => readView(new URL(address, 'http://here.invalid').searchParams)

describe('the address of a view of the library', () => {
  it.each([
    '/library',
    '/library?q=night+ride',
    '/library?status=failed',
    '/library?q=a&trashed=true&cursor=trk_1',
  ])('reads %s and leads back to it', (address) => {
    expect(hrefOf(view(address))).toBe(address)
  })

  it('leaves out what the API would reject', () => {
    expect(toQuery(view('/library?status=lost&trashed=perhaps&q=%20'))).toEqual({})
  })
})
