import { typeid } from 'typeid-js'

/** What an id names, said by its first letters. */
export type IdKind = 'usr' | 'trk' | 'job' | 'att' | 'fil' | 'req' | 'pur'

/** A new id such as `trk_01kb…`: unique, and sortable by the time it was made. */
export function newId(kind: IdKind): string {
  return typeid(kind).toString()
}
