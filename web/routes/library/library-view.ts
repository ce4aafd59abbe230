const STATUSES = ['complete', 'failed', 'canceled'] as const

/** The part of the library that the address asks for; empty text where nothing is chosen. */
export type LibraryView = {
  q: string
  status: (typeof STATUSES)[number] | ''
  trashed: boolean
  cursor: string
}

export function readView(params: URLSearchParams): LibraryView {
  return {
    q: params.get('q')?.trim().slice(0, 200) ?? '',
    status: STATUSES.find((status) => status === params.get('status')) ?? '',
    trashed: params.get('trashed') === 'true',
    cursor: params.get('cursor') ?? '',
  }
}

/** The view as the API's query: only what is chosen. */
export function toQuery({ q, status, trashed, cursor }: LibraryView) {
  return {
    ...(q ? { q } : {}),
    ...(status ? { status } : {}),
    ...(trashed ? { trashed: 'true' as const } : {}),
    ...(cursor ? { cursor } : {}),
  }
}

export function hrefOf(view: LibraryView): string {
  const query = new URLSearchParams(toQuery(view)).toString()
  return query ? `/library?${query}` : '/library'
}
