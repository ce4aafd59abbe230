import { lazy, Suspense, useEffect } from 'react'
import { toasts, undoLast } from '../ui/toasts.ts'
import { useObservable } from '../ui/use-observable.ts'
import { useStaysTrue } from '../ui/use-stays-true.ts'

const Toaster = lazy(() => import('../ui/toaster.tsx'))

/** Loads what shows toasts with the first one. The key Z undoes the newest that can be undone. */
export function Toasts() {
  const hasAny = useObservable(toasts).length > 0
  useEffect(() => {
    const undo = (event: KeyboardEvent) => {
      const { target, code, ctrlKey, metaKey, altKey, shiftKey } = event
      if (code !== 'KeyZ' || ctrlKey || metaKey || altKey || shiftKey || event.defaultPrevented)
        return
      if (target instanceof Element && target.closest(FIELDS)) return
      if (undoLast()) event.preventDefault()
    }
    window.addEventListener('keydown', undo)
    return () => window.removeEventListener('keydown', undo)
  }, [])
  const isLoaded = useStaysTrue(hasAny)
  return (
    isLoaded && (
      <Suspense>
        <Toaster />
      </Suspense>
    )
  )
}

const FIELDS = 'input, textarea, select, [contenteditable], [role="menu"]'
