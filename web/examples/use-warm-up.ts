import { type RefCallback, useCallback } from 'react'

const FIRST_BYTES = 'bytes=0-65535'
const SIGNS = ['pointerenter', 'pointerdown', 'focusin'] as const

const warmed = new Set<string>()

/**
 * For the element around a play button: fetches the beginning of the sound, once, as soon as somebody
 * is about to press it, so that it starts at the press.
 */
export function useWarmUp(audioUrl: string): RefCallback<HTMLElement> {
  return useCallback(
    (element) => {
      if (element === null) return
      const leaving = new AbortController()
      for (const sign of SIGNS)
        element.addEventListener(sign, () => warmUp(audioUrl), { signal: leaving.signal })
      return () => leaving.abort()
    },
    [audioUrl],
  )
}

/** It is no loss when that fails: the player asks again. */
function warmUp(audioUrl: string): void {
  if (warmed.has(audioUrl)) return
  warmed.add(audioUrl)
  fetch(audioUrl, { headers: { Range: FIRST_BYTES } })
    .then((answer) => answer.arrayBuffer())
    .catch(() => warmed.delete(audioUrl))
}
