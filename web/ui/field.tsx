import { type ReactNode, useId } from 'react'
import styles from './field.module.css'

/** What a control needs so that screen readers read its label, hint and error with it. */
export type ControlProps = {
  id: string
  className: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A label and its control, with a counter beside the label, and beneath the control an error and a hint. */
export function Field({
  label,
  hint: advice,
  error,
  aside,
  children,
}: {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  aside?: ReactNode
  children: (control: ControlProps) => ReactNode
}) {
  const id = useId()
  // An error that repeats the hint replaces it.
  const hint = advice === error ? undefined : advice
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <div className={styles.top}>
        <label htmlFor={id}>{label}</label>
        {aside && <span className={styles.aside}>{aside}</span>}
      </div>
      {children({
        id,
        className: styles.control ?? '',
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
