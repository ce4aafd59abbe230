import { Field } from '../ui/field.tsx'

export function EmailField({
  given,
  error,
}: {
  given: string | undefined
  error: string | undefined
}) {
  return (
    <Field label="E-mail address" error={error}>
      {(control) => (
        <input
          {...control}
          name="email"
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
  isNew = false,
  error,
}: {
  isNew?: boolean
  error: string | undefined
}) {
  return (
    <Field label="Password" hint={isNew && 'At least 8 characters.'} error={error}>
      {(control) => (
        <input
          {...control}
          name="password"
          type="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          minLength={isNew ? 8 : undefined}
          maxLength={128}
        />
      )}
    </Field>
  )
}
