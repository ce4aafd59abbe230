import { useId } from 'react'
import type { Offer } from '../models/offer.ts'
import { useHydrated } from '../ui/use-hydrated.ts'
import styles from './choices.module.css'

const VOICES = [
  { value: '', name: 'With vocals' },
  { value: 'true', name: 'Instrumental' },
]

/** With a voice or without, where the model leaves the choice; else what it makes, and why. */
export function VoiceChoice({
  instrumental,
  offer: { voice, name },
  error,
  onChoose,
}: {
  instrumental: string
  offer: Pick<Offer, 'voice' | 'name'>
  error: string | undefined
  onChoose: (instrumental: string) => void
}) {
  const id = useId()
  // Without scripts it would stay fixed after another model is chosen.
  const isFixed = useHydrated() && voice !== 'free'
  const chosen = { free: instrumental, always: '', never: 'true' }[isFixed ? voice : 'free']
  const says = error ?? (isFixed ? SAYS[voice](name) : null)
  return (
    <fieldset className={styles.box} data-wrong={error ? true : undefined}>
      <legend className={styles.label}>Voice</legend>
      <div className={styles.pair}>
        {VOICES.map((each) => (
          <label key={each.value} className={styles.half}>
            <input
              type="radio"
              name="instrumental"
              value={each.value}
              checked={chosen === each.value}
              disabled={isFixed}
              aria-describedby={says ? id : undefined}
              aria-invalid={error ? true : undefined}
              onChange={() => onChoose(each.value)}
            />
            <span>{each.name}</span>
          </label>
        ))}
      </div>
      {says && (
        <p id={id} className={error ? styles.error : styles.says}>
          {says}
        </p>
      )}
    </fieldset>
  )
}

const SAYS = {
  free: () => null,
  always: (name: string) => `${name} always sings.`,
  never: (name: string) => `${name} only makes instrumentals.`,
}
