import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Field } from '../ui/field.tsx'
import styles from './auth-fields.module.css'

/** The artist's name: how somebody is addressed, and what the studio writes on their tracks. */
export function NameField({
  given,
  error,
}: {
  given: string | undefined
  error: string | undefined
}) {
  return (
    <Field label="Artist name (shown on your tracks)" error={error}>
      {(control) => (
        <input
          {...control}
          name="name"
          dir="auto"
          autoComplete="nickname"
          required
          maxLength={80}
          defaultValue={given}
        />
      )}
    </Field>
  )
}

export function EmailField({
  label = 'Email',
  name = 'email',
  given,
  error,
}: {
  label?: string
  name?: string
  given?: string | undefined
  error: string | undefined
}) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          name={name}
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={given}
        />
      )}
    </Field>
  )
}

/** Asks for a password; a new one must be long enough, and password managers offer to make it. */
export function PasswordField({
  label = 'Password',
  name = 'password',
  isNew = false,
  error,
}: {
  label?: string
  name?: string
  isNew?: boolean
  error: string | undefined
}) {
  const [isShown, setIsShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <Field label={label} hint={isNew && 'At least 8 characters.'} error={error}>
      {(control) => (
        <span className={styles.password}>
          <input
            {...control}
            name={name}
            type={isShown ? 'text' : 'password'}
            autoComplete={isNew ? 'new-password' : 'current-password'}
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={128}
          />
          <button
            type="button"
            className={`${styles.eye} needs-script`}
            aria-label={`Show ${label.toLowerCase()}`}
            aria-pressed={isShown}
            onClick={() => setIsShown(!isShown)}
          >
            <Icon size={18} aria-hidden />
          </button>
        </span>
      )}
    </Field>
  )
}
