import { useLocation, useNavigation } from 'react-router'

export type StudioPlace = 'create' | 'library' | 'favorites' | 'credits' | 'account'

/** Where the person is, or is going: a link that was pressed looks active at once. */
export function usePlace(): StudioPlace | null {
  const here = useLocation()
  return placeOf(useNavigation().location ?? here)
}

/** The place of the studio that an address belongs to; null for one of no place, such as a track's page. */
function placeOf({ pathname, search }: { pathname: string; search: string }): StudioPlace | null {
  if (pathname === '/library')
    return new URLSearchParams(search).get('favorite') === 'true' ? 'favorites' : 'library'
  if (pathname === '/create') return 'create'
  if (pathname.startsWith('/credits')) return 'credits'
  return pathname === '/account' ? 'account' : null
}
