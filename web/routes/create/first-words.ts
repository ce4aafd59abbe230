const TAKEN = ['again', 'prompt', 'mode']

/** The path and query without what the composer has taken over. */
export function cleanAddress({ pathname, searchParams }: URL): string {
  const kept = new URLSearchParams(searchParams)
  for (const name of TAKEN) kept.delete(name)
  const query = kept.toString()
  return query ? `${pathname}?${query}` : pathname
}

/** The prompt of `#prompt=…`, which no server gets to see; null without one. */
export function readFragment(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('prompt')
}
