import { useState } from 'react'
import { Refused } from '../../api/references.ts'

/** Runs what asks the studio, one at a time, and keeps the sentence of what was refused. */
export function useAsk() {
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const ask = async (run: () => Promise<void>) => {
    if (isAsking) return
    setAsking(true)
    setRefusal(null)
    try {
      await run()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setRefusal(error.message)
    } finally {
      setAsking(false)
    }
  }
  return { ask, isAsking, refusal }
}
