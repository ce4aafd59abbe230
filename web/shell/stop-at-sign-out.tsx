import { useEffect, useRef } from 'react'
import { usePlayer } from '../player/player-provider.tsx'
import { useVisitor } from './visitor.ts'

/** Stops the music once the person who started it is signed out, here or in another tab. */
export function StopAtSignOut(): null {
  const { stop } = usePlayer()
  const email = useVisitor().person?.email ?? null
  const before = useRef(email)
  useEffect(() => {
    if (before.current !== null && before.current !== email) stop()
    before.current = email
  }, [email, stop])
  return null
}
