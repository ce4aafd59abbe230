const HERE = 'http://here.invalid'

/** A path of this site as it was given, or `otherwise`: an address elsewhere is never followed. */
export function sameSitePath(given: FormDataEntryValue | null, otherwise: string): string {
  if (typeof given !== 'string' || !given.startsWith('/') || !URL.canParse(given, HERE))
    return otherwise
  const { origin, pathname, search, hash } = new URL(given, HERE)
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : otherwise
}
