const SORTS = ['newest', 'oldest', 'title', 'longest'] as const
const STATUSES = ['complete', 'failed', 'canceled'] as const

const PAGE_SIZE = 50

/** The part of the library that an address asks for, and in which order. */
export type ListView = {
  q: string
  sort: (typeof SORTS)[number]
  favorite: boolean
  /** Null shows both. */
  instrumental: boolean | null
  genre: string
  status: (typeof STATUSES)[number] | ''
  /** Only what was made since this day, `2026-11-23`; empty for all days. */
  since: string
  trashed: boolean
  cursor: string
  /** How the tracks are laid out; in addresses `view=grid`. */
  layout: 'rows' | 'grid'
}

export const EVERYTHING: ListView = {
  q: '',
  sort: 'newest',
  favorite: false,
  instrumental: null,
  genre: '',
  status: '',
  since: '',
  trashed: false,
  cursor: '',
  layout: 'rows',
}

/** What an address names that no list has is left out: the page still shows one. */
export function readView(params: URLSearchParams): ListView {
  const instrumental = params.get('instrumental')
  return {
    q: params.get('q')?.trim().slice(0, 200) ?? '',
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? 'newest',
    favorite: params.get('favorite') === 'true',
    instrumental: instrumental === 'true' ? true : instrumental === 'false' ? false : null,
    genre: params.get('genre')?.trim().slice(0, 40) ?? '',
    status: STATUSES.find((status) => status === params.get('status')) ?? '',
    since: /^\d{4}-\d{2}-\d{2}$/.exec(params.get('since') ?? '')?.[0] ?? '',
    trashed: params.get('trashed') === 'true',
    cursor: params.get('cursor') ?? '',
    layout: params.get('view') === 'grid' ? 'grid' : 'rows',
  }
}

/** The view as an address's query: only what is chosen. */
export function toParams(view: ListView): Record<string, string> {
  const chosen: Record<string, string | false | null> = {
    q: view.q,
    sort: view.sort !== 'newest' && view.sort,
    favorite: view.favorite && 'true',
    instrumental: view.instrumental === null ? null : String(view.instrumental),
    genre: view.genre,
    status: view.status,
    since: view.since,
    trashed: view.trashed && 'true',
    cursor: view.cursor,
    view: view.layout !== 'rows' && view.layout,
  }
  return Object.fromEntries(
    Object.entries(chosen).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}

/** The view as the API's list takes it, a page at a time. */
export function queryOf(view: ListView) {
  const { since, view: _, ...params } = toParams(view)
  return { ...params, ...(since ? { since: `${since}T00:00:00Z` } : {}), limit: String(PAGE_SIZE) }
}

/** The address of a view within the studio: with the composer at `/create`, without it at `/library`. */
export function hrefOf(view: ListView, pathname: string): string {
  const query = new URLSearchParams(toParams(view)).toString()
  return query ? `${pathname}?${query}` : pathname
}

/** Whether the view leaves tracks out, the trash aside. */
export function isFiltered(view: ListView): boolean {
  const { q, favorite, instrumental, genre, status, since } = view
  return Boolean(q || favorite || instrumental !== null || genre || status || since)
}
