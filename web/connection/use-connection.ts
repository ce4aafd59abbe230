import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ConnectionState } from './connection.ts'
import { studioConnection } from './studio-connection.ts'

const FINE: ConnectionState = { kind: 'fine' }
const BACK_MILLISECONDS = 3_000

export type ConnectionNews =
  /** Nothing to say. */
  | { kind: 'fine' }
  /** The browser has no connection, and nothing waits for one. */
  | { kind: 'offline' }
  /** Something waits: for the connection, or for a studio that doesn't answer. */
  | { kind: 'waiting'; isOffline: boolean; retryAt: number | null }
  /** The page can't be renewed before the person signs in again. */
  | { kind: 'signedOut' }
  /** All is well again, for a few seconds. */
  | { kind: 'back' }

/** What the person should know of the connection. */
export function useConnection(): ConnectionNews {
  const { subscribe, get } = studioConnection
  const state = useSyncExternalStore(subscribe, get, () => FINE)
  const isOffline = useSyncExternalStore(subscribeOnline, readOffline, () => false)
  const isFine = state.kind === 'fine' && !isOffline
  const isBack = useJustBack(isFine)
  if (state.kind === 'waiting')
    return state.trouble === 'signedOut' ? { kind: 'signedOut' } : { ...state, isOffline }
  if (isOffline) return { kind: 'offline' }
  return { kind: isBack ? 'back' : 'fine' }
}

function useJustBack(isFine: boolean): boolean {
  const [wasFine, setWasFine] = useState(isFine)
  const [isBack, setIsBack] = useState(false)
  if (wasFine !== isFine) {
    setWasFine(isFine)
    setIsBack(isFine)
  }
  useEffect(() => {
    if (!isBack) return
    const timer = setTimeout(() => setIsBack(false), BACK_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isBack])
  return isBack
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

function readOffline(): boolean {
  return !navigator.onLine
}
