export interface Validators {
  etag: string
  /** Without one, conditions about dates are none, and no part is known to be of the same file by its date. */
  modified: Date | null
}

/** In order of precedence (RFC 9110 §13.2.2). An unreadable date is no condition. */
export function evaluatePreconditions(
  headers: Headers,
  { etag, modified }: Validators,
): 'proceed' | 'not_modified' | 'failed' {
  const ifMatch = headers.get('if-match')
  const unmodifiedSince = dateOf(headers.get('if-unmodified-since'))
  if (ifMatch !== null) {
    if (!listsEtag(ifMatch, etag, { weakly: false })) return 'failed'
  } else if (unmodifiedSince && modified && seconds(modified) > seconds(unmodifiedSince)) {
    return 'failed'
  }

  const ifNoneMatch = headers.get('if-none-match')
  if (ifNoneMatch !== null) {
    return listsEtag(ifNoneMatch, etag, { weakly: true }) ? 'not_modified' : 'proceed'
  }
  const modifiedSince = dateOf(headers.get('if-modified-since'))
  if (modifiedSince === null || modified === null) return 'proceed'
  return seconds(modified) <= seconds(modifiedSince) ? 'not_modified' : 'proceed'
}

/** Whether `If-Range` is absent or names exactly what is stored (RFC 9110 §13.1.5). */
export function rangeStillApplies(headers: Headers, { etag, modified }: Validators): boolean {
  const ifRange = headers.get('if-range')?.trim()
  if (ifRange === undefined) return true
  if (ifRange.startsWith('"') || ifRange.startsWith('W/')) return ifRange === etag
  const date = dateOf(ifRange)
  return date !== null && modified !== null && seconds(date) === seconds(modified)
}

function listsEtag(list: string, etag: string, { weakly }: { weakly: boolean }): boolean {
  if (list.trim() === '*') return true
  // Etags may hold commas.
  const listed = list.match(/(?:W\/)?"[^"]*"/g) ?? []
  return listed.some((each) => (weakly ? each.replace(/^W\//, '') : each) === etag)
}

function dateOf(header: string | null): Date | null {
  const date = new Date(header ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
