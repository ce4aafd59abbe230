import { useState } from 'react'

/** False until `now` is true for the first time, and true ever after. */
export function useStaysTrue(now: boolean): boolean {
  const [was, setWas] = useState(now)
  if (now && !was) setWas(true)
  return was || now
}
