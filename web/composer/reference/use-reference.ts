import { useState } from 'react'
import { useMeasured } from '../../sound/use-measured.ts'
import type { ComposerValues } from '../composer-values.ts'
import type { Heard } from './take-measures.ts'
import { stands, type Taken, takeBack } from './taken.ts'

/** A sound as the composer takes it. `file` is what isn't kept in the studio. */
export type Sound = { name: string; heard: Heard; file: File | null }

/** The sound that a song is to be like: which one it is, and what of it is in the composer. */
export function useReference(
  values: ComposerValues,
  choose: (values: Partial<ComposerValues>) => void,
) {
  const [isOpen, setOpen] = useState(false)
  const { measured, measure, forget } = useMeasured()
  const [kept, setKept] = useState<Sound | null>(null)
  const [taken, setTaken] = useState<readonly Taken[]>([])
  const standing = taken.filter((each) => stands(each, values))
  const drop = () => {
    forget()
    setKept(null)
  }
  return {
    isOpen,
    measured,
    /** Once it is measured. */
    sound: measured.stage === 'measured' ? soundOf(measured) : kept,
    /** What came from this sound, or from the one before it, and is still there. */
    taken: standing,
    /** What came from it stays when it is closed. */
    toggle() {
      drop()
      setTaken([])
      setOpen(!isOpen)
    },
    drop,
    pick(file: File) {
      drop()
      setOpen(true)
      measure(file)
    },
    pickKept(sound: Sound) {
      drop()
      setKept(sound)
    },
    /** Fills the composer from the sound; what came from another one goes. */
    take(read: (values: ComposerValues) => { filled: Partial<ComposerValues>; taken: Taken[] }) {
      const back = takeBack(standing, values)
      const found = read({ ...values, ...back })
      choose({ ...back, ...found.filled })
      setTaken(found.taken)
      return found.taken
    },
    takeBack: (back: readonly Taken[]) => choose(takeBack(back, values)),
  }
}

function soundOf({ file, measures }: { file: File; measures: Heard }): Sound {
  return { name: file.name, heard: measures, file }
}

export type ReferenceState = ReturnType<typeof useReference>
