import { notFound } from './errors.ts'

const PAGE_LENGTH = 100

/**
 * One page, newest first, of a list given in order of creation. The client library follows `next` as
 * it is, so these addresses are local.
 */
export function listPage<Item extends { id: string }>(items: Item[], url: string) {
  const newestFirst = items.toReversed()
  const cursor = new URL(url).searchParams.get('cursor')
  const start = cursor === null ? 0 : placeOf(newestFirst, cursor)
  const results = newestFirst.slice(start, start + PAGE_LENGTH)
  const pageAt = (place: number) => {
    const page = new URL(url)
    page.search = ''
    const first = newestFirst[place]
    if (first && place > 0) page.searchParams.set('cursor', encode(first.id))
    return page.href
  }
  return {
    previous: start > 0 ? pageAt(Math.max(0, start - PAGE_LENGTH)) : null,
    next: start + PAGE_LENGTH < newestFirst.length ? pageAt(start + PAGE_LENGTH) : null,
    results,
  }
}

const encode = (id: string) => Buffer.from(`p=${id}`).toString('base64url')

function placeOf(items: { id: string }[], cursor: string): number {
  const place = items.findIndex(({ id }) => encode(id) === cursor)
  if (place === -1) throw notFound('Invalid cursor')
  return place
}
