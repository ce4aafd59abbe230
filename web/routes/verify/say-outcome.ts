import type { LinkOutcome } from '../../../worker/routes/auth-by-mail.ts'

const SENTENCES: Readonly<Record<LinkOutcome, string>> = {
  confirmed: 'Your email address is confirmed.',
  changed: 'Your new email address is confirmed. Sign in with it from now on.',
  other: 'This link belongs to another account than the one you’re signed in to.',
  old: 'This link is too old.',
  broken: 'This link doesn’t work: it was used already, or part of it is missing.',
  taken: 'This address has an account by now, so yours keeps the one it had.',
  later: 'We couldn’t open this link right now. Press it again in a moment.',
}

/** How pressing a link came out; null for a page that no link led to. */
export function readOutcome(named: string | null): LinkOutcome | null {
  return Object.keys(SENTENCES).find((each): each is LinkOutcome => each === named) ?? null
}

export const sayOutcome = (outcome: LinkOutcome) => SENTENCES[outcome]

/** Whether the link did what its mail promised. */
export function hasWorked(outcome: LinkOutcome | null): boolean {
  return outcome === 'confirmed' || outcome === 'changed'
}
