import { isBearable } from '../api/answers.ts'

const HERE = 'http://here.invalid'

/**
 * The given path if it leads to this site and is of a bearable length, else `otherwise`, so that no redirect
 * leads to another site.
 */
export function sameSitePath(given: FormDataEntryValue | null, otherwise: string): string {
  if (typeof given !== 'string' || !given.startsWith('/') || !URL.canParse(given, HERE))
    return otherwise
  if (!isBearable(given)) return otherwise
  const { origin, pathname, search, hash } = new URL(given, HERE)
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : otherwise
}
