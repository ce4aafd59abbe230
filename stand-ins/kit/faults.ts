/**
 * One armed fault: it lets `skip` requests of its scope pass (none by default) and goes off on the
 * next `times`. `Detail` is what its kind needs besides.
 */
export type ArmedFault<Kind extends string, Detail extends object> = {
  kind: Kind
  times: number
  skip?: number | undefined
} & Detail

/**
 * What a stand-in will do wrong next. Scopes (a database, a token, a provider key) never see each
 * other's faults, so that test files can run side by side.
 */
export class Faults<Kind extends string, Detail extends object = object> {
  readonly #armed = new Map<string, ArmedFault<Kind, Detail>[]>()

  /** Queues a fault behind those already armed for the scope. `times` is a whole number above 0. */
  arm(
    scope: string,
    kind: Kind,
    times: number,
    detail: Detail & { skip?: number | undefined },
  ): void {
    this.#armed.set(scope, [...(this.#armed.get(scope) ?? []), { ...detail, kind, times }])
  }

  /**
   * Uses up one firing of the scope's oldest fault among `kinds`; undefined when there is none.
   * The fault returned shows the firings that are left after this one.
   */
  take<Wanted extends Kind>(
    scope: string,
    kinds: readonly Wanted[],
  ): ArmedFault<Wanted, Detail> | undefined {
    const wanted: readonly Kind[] = kinds
    const armed = this.#armed.get(scope) ?? []
    const fault = armed.find((each): each is ArmedFault<Wanted, Detail> =>
      wanted.includes(each.kind),
    )
    if (!fault) return undefined
    if (fault.skip) {
      fault.skip -= 1
      return undefined
    }
    fault.times -= 1
    if (fault.times === 0) armed.splice(armed.indexOf(fault), 1)
    return { ...fault }
  }

  /** The faults still armed for the scope, oldest first. */
  list(scope: string): ArmedFault<Kind, Detail>[] {
    return (this.#armed.get(scope) ?? []).map((fault) => ({ ...fault }))
  }

  clear(scope: string): void {
    this.#armed.delete(scope)
  }
}
