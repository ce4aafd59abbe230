import { noSuch } from '../errors.ts'
import { isWithin, listPage } from '../list-page.ts'
import { operation } from '../operation.ts'
import { List, PAGE_PARAMS, Text, TimeRange } from '../param-types.ts'

const EVENT_LIST = {
  ...PAGE_PARAMS,
  created: TimeRange.optional(),
  type: Text.optional(),
  types: List(Text).optional(),
}

export const EVENTS = [
  operation('GET', '/v1/events', EVENT_LIST, ({ tx, params }) => {
    const { created, type, types, ...page } = params
    const wanted = tx
      .list('events')
      .filter(
        (event) =>
          isWithin(event.created, created) &&
          (type === undefined || event.type === type) &&
          (types === undefined || types.includes(event.type)),
      )
    return listPage('/v1/events', wanted, page)
  }),
  operation('GET', '/v1/events/:id', {}, ({ tx, id }) => {
    const event = tx.find('events', id)
    if (!event) throw noSuch('event', id)
    return event
  }),
]
