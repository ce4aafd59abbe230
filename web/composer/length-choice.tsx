import { Check, ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { Offer } from '../models/offer.ts'
import { sayLength } from '../models/say-offer.ts'
import { formatClock } from '../ui/format-duration.ts'
import { Popover } from '../ui/popover.tsx'
import styles from './choices.module.css'
import listStyles from './length-choice.module.css'

const USUAL_SECONDS = [30, 60, 90, 120, 180, 240]

/** How long the track should be: one of the usual lengths, or any number of seconds. */
export function LengthChoice({
  length,
  offer,
  error,
  onChoose,
  onType,
}: {
  length: string
  offer: Offer
  error: string | undefined
  onChoose: (seconds: string) => void
  onType: (seconds: string) => void
}) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const { min, max } = offer.duration
  const usual = USUAL_SECONDS.filter((seconds) => seconds >= min && seconds <= max)
  const choose = (seconds: string) => {
    onChoose(seconds)
    setOpen(false)
  }
  return (
    <div className={`${styles.box} needs-script`} data-wrong={error ? true : undefined}>
      <span id={id} className={styles.label}>
        Length
      </span>
      <Popover
        label="Length"
        align="end"
        side="top"
        open={isOpen}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            className={styles.opener}
            aria-labelledby={`${id} ${id}-chosen`}
            aria-describedby={error ? `${id}-error` : undefined}
          >
            <span id={`${id}-chosen`} className={styles.chosen}>
              {nameLength(length, offer)}
            </span>
            <ChevronDown size={16} aria-hidden />
          </button>
        }
      >
        <div className={listStyles.lengths}>
          {['', ...usual.map(String)].map((seconds) => (
            <button
              key={seconds}
              type="button"
              className={listStyles.length}
              aria-pressed={length === seconds}
              onClick={() => choose(seconds)}
            >
              {nameLength(seconds, offer)}
              <Check size={16} aria-hidden className={listStyles.tick} />
            </button>
          ))}
          <label className={listStyles.seconds}>
            <span className={styles.label}>Length (seconds)</span>
            <input
              type="number"
              min={min}
              max={max}
              value={length}
              placeholder="Any"
              aria-describedby={`${id}-says`}
              onChange={(event) => onType(event.target.value)}
            />
          </label>
          <p id={`${id}-says`} className={styles.says}>
            {sayLength(offer)}
          </p>
        </div>
      </Popover>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}

/** `3:00`, with a wish's “About”; without one, what the model makes. */
function nameLength(seconds: string, { length, duration: { fallback } }: Offer): string {
  if (seconds.trim() === '') return fallback === null ? 'Automatic' : formatClock(fallback)
  return length === 'exact' ? formatClock(Number(seconds)) : `About ${formatClock(Number(seconds))}`
}
