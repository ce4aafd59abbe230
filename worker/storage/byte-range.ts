export type RequestedRange = { first: number; last: number } | { lastBytes: number }

/** RFC 9110 §14.1.2. Null when the header must be ignored, and for several ranges. */
export function parseRange(header: string | null): RequestedRange | null {
  const [, first, last] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '') return { lastBytes: Number(last) }
  const range = {
    first: Number(first),
    last: last === '' ? Number.POSITIVE_INFINITY : Number(last),
  }
  return range.last < range.first ? null : range
}

/** Null when the range selects nothing of a file of this size (416). */
export function selectBytes(
  range: RequestedRange,
  size: number,
): { offset: number; length: number } | null {
  const offset = 'lastBytes' in range ? Math.max(0, size - range.lastBytes) : range.first
  const end = 'lastBytes' in range ? size : Math.min(size, range.last + 1)
  return offset < end ? { offset, length: end - offset } : null
}
