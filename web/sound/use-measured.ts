import { useEffect, useRef, useState } from 'react'
import type { SoundMeasures } from '../../worker/audio/analysis/sound-analysis.ts'
import type { Watch } from './measure-sound.ts'

export type Measured =
  | { stage: 'waiting' }
  | { stage: 'measuring'; file: File; share: number }
  | { stage: 'measured'; file: File; measures: SoundMeasures }
  | { stage: 'refused'; file: File; sentence: string }

/** What has become of the file that was picked last. Another one, or forgetting it, ends its measuring. */
export function useMeasured() {
  const [measured, setMeasured] = useState<Measured>({ stage: 'waiting' })
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])
  const measure = (file: File) => {
    running.current?.abort()
    const current = new AbortController()
    running.current = current
    const { signal } = current
    const show = (next: Measured) => signal.aborted || setMeasured(next)
    const onShare = (share: number) => show({ stage: 'measuring', file, share })
    onShare(0)
    void measureFile(file, { signal, onShare }).then(show)
  }
  const forget = () => {
    running.current?.abort()
    setMeasured({ stage: 'waiting' })
  }
  return { measured, measure, forget }
}

const NOT_LOADED = 'What measures it couldn’t be loaded. Try again when you are online.'
const UNKNOWN = 'This file can’t be measured. Try another copy of it.'

async function measureFile(file: File, watch: Watch): Promise<Measured> {
  const part = await import('./measure-sound.ts').catch(() => null)
  if (part === null) return { stage: 'refused', file, sentence: NOT_LOADED }
  try {
    return { stage: 'measured', file, measures: await part.measureSound(file, watch) }
  } catch (error) {
    const sentence = error instanceof part.Unmeasurable ? error.message : UNKNOWN
    return { stage: 'refused', file, sentence }
  }
}
