import { expect, it } from 'vitest'
import { EVERYTHING, hrefOf, isFiltered, readView } from './list-view.ts'

const read = (search: string) => readView(new URLSearchParams(search))

it('reads back every view that it writes', () => {
  const view = {
    ...EVERYTHING,
    q: 'rain & snow',
    sort: 'title' as const,
    favorite: true,
    instrumental: false,
    genre: 'Lo-fi',
    status: 'failed' as const,
    since: '2026-11-23',
    trashed: true,
    cursor: 'abc',
    layout: 'grid' as const,
  }
  expect(read(hrefOf(view, '/library').split('?')[1] ?? '')).toEqual(view)
})

it('keeps an address short when nothing is chosen', () => {
  expect(hrefOf(EVERYTHING, '/create')).toBe('/create')
})

it.each([
  'sort=loudest',
  'status=odd',
  'instrumental=maybe',
  'since=yesterday',
  'favorite=1',
  'view=rows',
])('shows everything for %s', (search) => {
  expect(read(search)).toEqual(EVERYTHING)
})

it.each([
  ['q=rain', true],
  ['instrumental=false', true],
  ['genre=Pop', true],
  ['trashed=true', false],
  ['sort=title', false],
  ['view=grid', false],
])('says whether %s leaves tracks out', (search, filtered) => {
  expect(isFiltered(read(search))).toBe(filtered)
})
