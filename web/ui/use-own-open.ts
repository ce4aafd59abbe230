import { useState } from 'react'

/** Whether something is open: as its owner says, or by itself where nobody does. */
export function useOwnOpen(
  open: boolean | undefined,
  onOpenChange: ((open: boolean) => void) | undefined,
): { isOpen: boolean; setOpen: (open: boolean) => void } {
  const [own, setOwn] = useState(false)
  return {
    isOpen: open ?? own,
    setOpen(next) {
      setOwn(next)
      onOpenChange?.(next)
    },
  }
}
