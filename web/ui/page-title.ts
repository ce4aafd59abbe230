/** What the browser's tab says. */
export function pageTitle(page: string) {
  return [{ title: `${page} · SoundFoundry` }]
}
