import { lazy, Suspense, useEffect } from 'react'
import { shortcutsEnabled } from '../player/shortcuts-setting.ts'
import { toasts, undoLast } from '../ui/toasts.ts'
import { useObservable } from '../ui/use-observable.ts'
import { useStaysTrue } from '../ui/use-stays-true.ts'
import { whenIdle } from '../ui/when-idle.ts'

const loadToaster = () => import('../ui/toaster.tsx')
const Toaster = lazy(loadToaster)

/** Loads what shows toasts when there is time: the first one may say that the connection is gone. The key Z undoes the newest that can be undone. */
export function Toasts() {
  const hasAny = useObservable(toasts).length > 0
  useEffect(() => {
    const undo = (event: KeyboardEvent) => {
      const { target, code, ctrlKey, metaKey, altKey, shiftKey } = event
      if (code !== 'KeyZ' || ctrlKey || metaKey || altKey || shiftKey || event.defaultPrevented)
        return
      if (!shortcutsEnabled.get()) return
      if (target instanceof Element && target.closest(FIELDS)) return
      if (undoLast()) event.preventDefault()
    }
    window.addEventListener('keydown', undo)
    return () => window.removeEventListener('keydown', undo)
  }, [])
  useEffect(() => whenIdle(() => void loadToaster().catch(() => undefined)), [])
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
