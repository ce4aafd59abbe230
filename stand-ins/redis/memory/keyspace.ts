import { RedisError } from '../redis-backend.ts'

/** What a key can hold, by Redis' names of the types. */
export type Values = {
  string: string
  hash: Map<string, string>
  set: Set<string>
  zset: Map<string, number>
}
export type ValueType = keyof Values

type Entry = {
  [Type in ValueType]: { type: Type; value: Values[Type]; expiresAt: number | undefined }
}[ValueType]

/** The keys of one token. An expired key is removed when it is next looked at. */
export class Keyspace {
  readonly #entries = new Map<string, Entry>()

  find(key: string): Entry | undefined {
    const entry = this.#entries.get(key)
    if (entry?.expiresAt === undefined || entry.expiresAt > Date.now()) return entry
    this.#entries.delete(key)
    return undefined
  }

  /** The key's value; undefined when there is none. Throws WRONGTYPE when it is of another type. */
  read<Type extends ValueType>(key: string, type: Type): Values[Type] | undefined {
    const entry = this.find(key)
    if (!entry) return undefined
    if (entry.type !== type) {
      throw new RedisError('WRONGTYPE Operation against a key holding the wrong kind of value')
    }
    // The entry's type was just compared with Type, and it decides the value's.
    return entry.value as Values[Type]
  }

  /** Like `read`, but stores and returns `initial` when there is no value. */
  readOr<Type extends ValueType>(key: string, type: Type, initial: Values[Type]): Values[Type] {
    const value = this.read(key, type)
    if (value !== undefined) return value
    this.write(key, type, initial, undefined)
    return initial
  }

  write<Type extends ValueType>(
    key: string,
    type: Type,
    value: Values[Type],
    expiresAt: number | undefined,
  ): void {
    // Type decides the value's type here and in Entry alike.
    this.#entries.set(key, { type, value, expiresAt } as Entry)
  }

  delete(key: string): boolean {
    return this.find(key) !== undefined && this.#entries.delete(key)
  }

  /** Removes a hash, set or sorted set that has lost its last member. */
  deleteIfEmpty(key: string, collection: { size: number }): void {
    if (collection.size === 0) this.#entries.delete(key)
  }

  size(): number {
    for (const key of this.#entries.keys()) this.find(key)
    return this.#entries.size
  }

  clear(): void {
    this.#entries.clear()
  }
}
