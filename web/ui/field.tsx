import { type ReactNode, useId } from 'react'
import styles from './field.module.css'

/** What a control must carry so that its label, hint and error are read with it. */
export type ControlProps = {
  id: string
  className: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A label, its control, and beneath it a hint, a counter and what was wrong with the entry. */
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
  // An error that says what the hint says is read once.
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
