import { typeid } from 'typeid-js'

export type IdKind = 'usr' | 'trk' | 'job' | 'att' | 'fil' | 'req' | 'pur' | 'mai'

/** Unique, and sortable by time: `trk_01kb…`. */
export function newId(kind: IdKind): string {
  return typeid(kind).toString()
}
