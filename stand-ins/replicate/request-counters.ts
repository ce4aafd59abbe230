import { Counters } from '../kit/counters.ts'

/** HTTP requests seen since the token's last reset, refused ones included. */
export const createRequestCounters = () =>
  new Counters(['creates', 'gets', 'lists', 'cancels', 'models', 'secrets', 'files'])

export type RequestCounters = ReturnType<typeof createRequestCounters>
export type CounterName = Parameters<RequestCounters['add']>[1]
