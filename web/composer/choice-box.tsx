import { type ReactNode, useId } from 'react'
import styles from './choices.module.css'

/** A small box with a label and one control, whose name is the label. */
export function ChoiceBox({
  label,
  error,
  children,
}: {
  label: string
  error: string | undefined
  children: (control: {
    id: string
    className: string | undefined
    'aria-invalid': true | undefined
    'aria-describedby': string | undefined
  }) => ReactNode
}) {
  const id = useId()
  return (
    <div className={styles.box} data-wrong={error ? true : undefined}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({
        id,
        className: styles.control,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': error ? `${id}-error` : undefined,
      })}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}
