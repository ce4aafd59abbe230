import { useId, useState } from 'react'
import { ChooseSound } from '../../sound/choose-sound.tsx'
import { Measuring } from '../../sound/measuring.tsx'
import { announce } from '../../ui/announcements.ts'
import { Button } from '../../ui/button.tsx'
import { CloseButton } from '../../ui/close-button.tsx'
import { formatDuration } from '../../ui/format-duration.ts'
import { KeepSound } from './keep-sound.tsx'
import { KeptSounds } from './kept-sounds.tsx'
import styles from './reference-card.module.css'
import { sayHeard } from './say-heard.ts'
import { takeMeasures } from './take-measures.ts'
import { sayTaken, type Taken } from './taken.ts'
import { TakenPieces } from './taken-pieces.tsx'
import type { ReferenceState, Sound } from './use-reference.ts'

/** Where a sound is picked for a song to be like: its measures, what the composer takes of them, and keeping it. */
export default function ReferenceCard({
  reference,
  fits,
}: {
  reference: ReferenceState
  fits: (prompt: string) => boolean
}) {
  const id = useId()
  const { measured, sound } = reference
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.head}>
        <h3 id={id}>Make it like a song you have</h3>
        <CloseButton aria-label="Close the reference" onClick={reference.toggle} />
      </header>
      {measured.stage === 'measuring' && (
        <Measuring name={measured.file.name} share={measured.share} />
      )}
      {measured.stage === 'refused' && (
        <p role="alert" className={styles.problem}>
          <strong dir="auto">{measured.file.name}</strong>: {measured.sentence}
        </p>
      )}
      {sound && <Measured sound={sound} reference={reference} fits={fits} />}
      {sound?.file && <KeepSound file={sound.file} />}
      {!sound && measured.stage !== 'measuring' && <Picker reference={reference} />}
    </section>
  )
}

function Picker({ reference }: { reference: ReferenceState }) {
  return (
    <>
      <p className={styles.says}>
        Choose a song, or drop it anywhere here: its tempo, key and character can fill the form.
        Your browser measures it, and nothing is uploaded unless you keep it.
      </p>
      <ChooseSound size="small" onPick={reference.pick}>
        Choose a file
      </ChooseSound>
      <KeptSounds onPick={reference.pickKept} onFile={reference.pick} />
    </>
  )
}

function Measured({
  sound: { name, heard },
  reference,
  fits,
}: {
  sound: Sound
  reference: ReferenceState
  fits: (prompt: string) => boolean
}) {
  const { taken } = reference
  const [filled, setFilled] = useState<readonly Taken[] | null>(null)
  const isFilled = filled !== null && taken.length > 0
  const fill = () => {
    const pieces = reference.take((now) => takeMeasures(heard, now, fits))
    setFilled(pieces)
    announce(pieces.length > 0 ? `Filled in: ${pieces.map(sayTaken).join(', ')}` : NOTHING_NEW)
  }
  return (
    <div className={styles.sound}>
      <p className={styles.name} dir="auto">
        {name}
      </p>
      <p className={styles.facts}>
        {formatDuration(heard.durationSeconds)} · {sayHeard(heard)}
      </p>
      {isFilled && <TakenPieces name={name} taken={taken} onTakeBack={reference.takeBack} />}
      {filled?.length === 0 && <p className={styles.says}>{NOTHING_NEW}</p>}
      <div className={styles.verbs}>
        {!isFilled && (
          <Button type="button" size="small" look="primary" onClick={fill}>
            Fill in tempo, key and style
          </Button>
        )}
        <Button type="button" size="small" look="quiet" onClick={reference.drop}>
          Another song
        </Button>
      </div>
    </div>
  )
}

const NOTHING_NEW = 'Nothing of it stands out that isn’t in your description.'
