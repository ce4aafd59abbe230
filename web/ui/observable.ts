/** A value outside React that `useSyncExternalStore` can follow. Both functions may be passed around unbound. */
export interface Observable<T> {
  get: () => T
  /** Calls `listener` after every change; the returned function ends it. */
  subscribe: (listener: () => void) => () => void
}

export interface Settable<T> extends Observable<T> {
  set: (next: T) => void
}

export function observable<T>(initial: T): Settable<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
