import { expect, it } from 'vitest'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { keepPushedOut } from './use-pages.ts'

const page = (...ids: string[]) => ({
  // Only the ids are looked at.
  items: ids.map((id) => ({ id }) as TrackListed),
  nextCursor: ids.at(-1) ?? null,
})
const kept = (before: string[], after: string[]) =>
  keepPushedOut(page(...before), page(...after), [page('x', 'y')]).map(({ items }) =>
    items.map(({ id }) => id).join(''),
  )

it('keeps the tracks that new ones push out of the first page, and none that has left it', () => {
  expect(kept(['c', 'b', 'a'], ['e', 'd', 'c'])).toEqual(['ba', 'xy'])
  expect(kept(['c', 'b', 'a'], ['c', 'a', 'x'])).toEqual(['xy'])
})

it('keeps nothing where nothing was added to the first page', () => {
  expect(keepPushedOut(page('b', 'a'), page('c', 'b'), [])).toEqual([])
})
