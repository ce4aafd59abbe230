import { noSuch } from './errors.ts'

type PageParams = {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
}

type Range = {
  gt?: number | undefined
  gte?: number | undefined
  lt?: number | undefined
  lte?: number | undefined
}

const LIMIT = 10

/** One page, newest first, of a list given in order of creation. */
export function listPage<Item extends { id: string }>(
  url: string,
  items: Item[],
  params: PageParams,
) {
  const { limit = LIMIT, starting_after: after, ending_before: before } = params
  const newestFirst = items.toReversed()
  const placeOf = (id: string, param: string) => {
    const place = newestFirst.findIndex((item) => item.id === id)
    if (place === -1) throw noSuch('object', id, param)
    return place
  }
  if (before !== undefined) {
    const end = placeOf(before, 'ending_before')
    const start = Math.max(0, end - limit)
    return pageOf(url, newestFirst.slice(start, end), start > 0)
  }
  const start = after === undefined ? 0 : placeOf(after, 'starting_after') + 1
  return pageOf(url, newestFirst.slice(start, start + limit), newestFirst.length > start + limit)
}

/** All of it, in the given order, as a list without a further page. */
export function wholeList<Item>(url: string, data: Item[]) {
  return pageOf(url, data, false)
}

/** Whether a time is within a `created` filter. */
export function isWithin(time: number, range: Range | undefined): boolean {
  if (!range) return true
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range
  return time > gt && time >= gte && time < lt && time <= lte
}

function pageOf<Item>(url: string, data: Item[], hasMore: boolean) {
  return { object: 'list' as const, data, has_more: hasMore, url }
}
