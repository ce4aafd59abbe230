/** The title of the browser's tab. */
export function pageTitle(page: string) {
  return [{ title: `${page} · SoundFoundry` }]
}
