const PASSWORD_LENGTH_MIN = 8
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** What is wrong with a field of sign-up or sign-in, before it is sent; null when nothing is. */
export function checkAuthField(name: string, value: string, isNew: boolean): string | null {
  switch (name) {
    case 'name':
      return value.trim() ? null : 'What should we call you?'
    case 'email':
    case 'newEmail':
      if (value.trim() === '') return 'Your email address.'
      return EMAIL.test(value.trim()) ? null : 'An email address looks like ada@example.com.'
    case 'currentPassword':
      return value === '' ? 'Your password.' : null
    case 'newPassword':
      return checkAuthField('password', value, true)
    case 'password':
      if (value === '') return isNew ? 'Choose a password.' : 'Your password.'
      return isNew && value.length < PASSWORD_LENGTH_MIN
        ? `At least ${PASSWORD_LENGTH_MIN} characters.`
        : null
    default:
      return null
  }
}
