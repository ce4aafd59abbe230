import { sign } from './sign.ts'

/** Mailers whose addresses reach the same person whatever stands behind a plus. */
const WITH_PLUS = new Set(
  'gmail.com outlook.com hotmail.com live.com msn.com icloud.com me.com mac.com proton.me protonmail.com pm.me fastmail.com zoho.com yandex.com yandex.ru'.split(
    ' ',
  ),
)
const SAME_DOMAIN: Readonly<Record<string, string>> = {
  'googlemail.com': 'gmail.com',
  'protonmail.com': 'proton.me',
  'pm.me': 'proton.me',
}

/** The one form of all addresses that a large mailer gives to one person. */
export function plainAddress(email: string): string {
  const [, local = '', domain = ''] = /^(.*)@([^@]*)$/.exec(email.trim().toLowerCase()) ?? []
  const sameDomain = SAME_DOMAIN[domain] ?? domain
  const person = WITH_PLUS.has(domain) || sameDomain !== domain ? local.replace(/\+.*$/, '') : local
  return `${sameDomain === 'gmail.com' ? person.replaceAll('.', '') : person}@${sameDomain}`
}

/** Tells whether an address was here, and not which. */
export function hashAddress(secret: string, email: string): Promise<string> {
  return sign(secret, `welcome:${plainAddress(email)}`)
}

export function hashNetwork(secret: string, network: string): Promise<string> {
  return sign(secret, `network:${network}`)
}
