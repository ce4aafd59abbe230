export type StudioPlace = 'create' | 'library' | 'favorites' | 'credits' | 'account'

/** The place of the studio that an address belongs to; null for one of no place, such as a track's page. */
export function placeOf({
  pathname,
  search,
}: {
  pathname: string
  search: string
}): StudioPlace | null {
  if (pathname === '/library')
    return new URLSearchParams(search).get('favorite') === 'true' ? 'favorites' : 'library'
  if (pathname === '/create') return 'create'
  if (pathname.startsWith('/credits')) return 'credits'
  return pathname === '/account' ? 'account' : null
}
