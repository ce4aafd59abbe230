import { type PointerEvent, useRef } from 'react'

export type Direction = 'left' | 'right' | 'down'

const SWIPE_PIXELS = 48

/**
 * Props for an element that a finger swipes. What is swiped follows the finger by the properties
 * `--swipe-x` and `--swipe-y`, in pixels.
 */
export function useSwipe(onSwipe: (direction: Direction) => void) {
  const start = useRef<{ x: number; y: number } | null>(null)
  const follow = (element: HTMLElement, x: number, y: number) => {
    element.style.setProperty('--swipe-x', `${x}px`)
    element.style.setProperty('--swipe-y', `${y}px`)
  }
  const end = ({ currentTarget }: PointerEvent<HTMLElement>) => {
    start.current = null
    follow(currentTarget, 0, 0)
  }
  return {
    onPointerDown({ clientX: x, clientY: y, pointerType, isPrimary }: PointerEvent<HTMLElement>) {
      start.current = pointerType === 'mouse' || !isPrimary ? null : { x, y }
    },
    onPointerMove({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) {
      if (!start.current) return
      const [x, y] = [clientX - start.current.x, clientY - start.current.y]
      follow(currentTarget, Math.abs(x) > Math.abs(y) ? x : 0, Math.max(0, y))
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (!start.current) return
      const direction = directionOf(
        event.clientX - start.current.x,
        event.clientY - start.current.y,
      )
      end(event)
      if (direction) onSwipe(direction)
    },
    onPointerCancel: end,
  }
}

function directionOf(x: number, y: number): Direction | null {
  if (Math.max(Math.abs(x), y) < SWIPE_PIXELS) return null
  if (Math.abs(x) > Math.abs(y)) return x < 0 ? 'left' : 'right'
  return y > 0 ? 'down' : null
}
