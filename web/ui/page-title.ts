/** What a browser's tab and search engines are told of a page. */
type Meta = Record<string, string>

/** The title of a page that is nobody's but the visitor's, or that is none: search engines leave it out. */
export function pageTitle(page: string): Meta[] {
  return [{ title: `${page} · SoundFoundry` }, { name: 'robots', content: 'noindex' }]
}

/**
 * A page for everybody to find. `address` is its whole address; without one it isn't shown as a card
 * where people share it, because pictures need a whole address, too.
 */
export function describePage({
  title,
  description,
  address,
}: {
  title: string
  description: string
  address: string | undefined
}): Meta[] {
  const words = [{ title }, { name: 'description', content: description }]
  if (address === undefined) return words
  const card = Object.entries({
    'og:type': 'website',
    'og:site_name': 'SoundFoundry',
    'og:title': title,
    'og:description': description,
    'og:url': address,
    'og:image': new URL('/og.png', address).href,
    'og:image:width': '1200',
    'og:image:height': '630',
    'og:image:alt': 'SoundFoundry: forge a finished song from one sentence',
  })
  return [
    ...words,
    { tagName: 'link', rel: 'canonical', href: address },
    ...card.map(([property, content]) => ({ property, content })),
    { name: 'twitter:card', content: 'summary_large_image' },
  ]
}
