import { observable } from './observable.ts'

export type Toast = {
  id: number
  sentence: string
  /** `undo` marks the action that the key Z repeats. */
  action?: { label: string; press: () => void; isUndo?: boolean } | undefined
  /** A problem stays until it is dismissed; everything else leaves after eight seconds. */
  isProblem?: boolean | undefined
}

/** More would cover the page: the oldest leaves. */
const SHOWN_MAX = 3

export const toasts = observable<readonly Toast[]>([])

let lastId = 0

/** Says what has happened, at the window's lower edge and to screen readers, with at most one action. */
export function showToast(toast: Omit<Toast, 'id'>): number {
  lastId += 1
  toasts.set([...toasts.get(), { ...toast, id: lastId }].slice(-SHOWN_MAX))
  return lastId
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

/** Presses the newest toast's Undo. False when there is none. */
export function undoLast(): boolean {
  const toast = toasts.get().findLast(({ action }) => action?.isUndo)
  if (!toast) return false
  dismissToast(toast.id)
  toast.action?.press()
  return true
}
