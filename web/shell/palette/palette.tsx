import { useEffect } from 'react'
import { isApple } from '../../ui/is-apple.ts'
import { useObservable } from '../../ui/use-observable.ts'
import { usePart } from '../../ui/use-part.ts'
import { isPaletteKey } from './palette-key.ts'
import { paletteIsOpen } from './palette-open.ts'

const loadWindow = async () => (await import('./palette-window.tsx')).PaletteWindow

/** The command palette, by its key from everywhere in the studio. It loads when it is first opened. */
export function Palette() {
  const isOpen = useObservable(paletteIsOpen)
  const PaletteWindow = usePart(isOpen, loadWindow)
  useEffect(() => {
    const toggle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isPaletteKey(event, isApple())) return
      event.preventDefault()
      if (!event.repeat) paletteIsOpen.set(!paletteIsOpen.get())
    }
    window.addEventListener('keydown', toggle)
    return () => {
      window.removeEventListener('keydown', toggle)
      paletteIsOpen.set(false)
    }
  }, [])
  return PaletteWindow && <PaletteWindow open={isOpen} />
}
