import { Minus, Plus } from 'lucide-react'
import { useId } from 'react'
import { readTakes, TAKES_MAX } from './say-price.ts'
import styles from './takes-stepper.module.css'

/** How many takes of the song to make: a number from 1 to 4, with a button on each side. */
export function TakesStepper({
  takes,
  error,
  onType,
  onStep,
}: {
  takes: string
  error: string | undefined
  onType: (takes: string) => void
  onStep: (takes: string) => void
}) {
  const id = useId()
  const now = readTakes(takes)
  const step = (by: number) => onStep(String(readTakes(String(now + by))))
  return (
    <div className={styles.takes}>
      <label htmlFor={id}>Takes</label>
      <button
        type="button"
        className={`${styles.step} needs-script`}
        aria-label="One take less"
        aria-disabled={now === 1 || undefined}
        onClick={() => step(-1)}
      >
        <Minus size={14} aria-hidden />
      </button>
      <input
        id={id}
        type="number"
        name="variations"
        min={1}
        max={TAKES_MAX}
        value={takes}
        className={styles.number}
        aria-describedby={`${id}-says`}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onType(event.target.value)}
        onBlur={() => takes !== String(now) && onStep(String(now))}
      />
      <button
        type="button"
        className={`${styles.step} needs-script`}
        aria-label="One take more"
        aria-disabled={now === TAKES_MAX || undefined}
        onClick={() => step(1)}
      >
        <Plus size={14} aria-hidden />
      </button>
      <span id={`${id}-says`} className={error ? styles.error : 'visually-hidden'}>
        {error ?? 'Different takes of the same song. You pay for each.'}
      </span>
    </div>
  )
}
