import { useSyncExternalStore } from 'react'
import type { Observable } from './observable.ts'

export function useObservable<T>({ subscribe, get }: Observable<T>): T {
  return useSyncExternalStore(subscribe, get, get)
}
