import type { FormError } from '../../forms/post-form.ts'

/** What the page's forms do, by the field that says which it is. */
const INTENTS = ['delete', 'email', 'password', 'session', 'sessions'] as const
export type Intent = (typeof INTENTS)[number]

/** What came of a form: the one named `intent`. */
export type AccountAnswer = {
  intent: Intent
  error?: Pick<FormError, 'message' | 'signIn' | 'fields'>
  values?: { newEmail: string }
  /** The address that a link was sent to, if it can be this person's. */
  sentTo?: string
}

export function readIntent(form: FormData): Intent {
  const named = form.get('intent')
  return INTENTS.find((intent) => intent === named) ?? 'delete'
}
