/** Counts the requests to a stand-in, per scope, so that a test can limit the round trips of a use case. */
export class Counters<Name extends string> {
  readonly #names: readonly Name[]
  readonly #scopes = new Map<string, Record<Name, number>>()

  constructor(names: readonly Name[]) {
    this.#names = names
  }

  add(scope: string, name: Name, count = 1): void {
    const counts = this.read(scope)
    counts[name] += count
    this.#scopes.set(scope, counts)
  }

  /** All counts of the scope; zeros for an unknown scope. */
  read(scope: string): Record<Name, number> {
    const zeros = Object.fromEntries(this.#names.map((name) => [name, 0])) as Record<Name, number> // every Name is in #names
    return { ...zeros, ...this.#scopes.get(scope) }
  }

  reset(scope: string): void {
    this.#scopes.delete(scope)
  }
}
