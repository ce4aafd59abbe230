import type { StoredFile } from './audio-store.ts'

/** The file as it is: whole, or the range asked for. */
export function answerFile(
  file: StoredFile,
  content: Uint8Array<ArrayBuffer>,
  rangeHeader: string | undefined,
): Response {
  const headers = {
    'Content-Type': file.contentType,
    'Accept-Ranges': 'bytes',
    ETag: `"${file.sha256}"`,
    'Access-Control-Allow-Origin': '*',
  }
  const range = parseRange(rangeHeader, content.length)
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${content.length}` },
    })
  }
  if (range === null) {
    return new Response(content, {
      headers: { ...headers, 'Content-Length': String(content.length) },
    })
  }
  const { first, last } = range
  return new Response(content.subarray(first, last + 1), {
    status: 206,
    headers: {
      ...headers,
      'Content-Length': String(last - first + 1),
      'Content-Range': `bytes ${first}-${last}/${content.length}`,
    },
  })
}

/** One range of bytes, both ends included; null, for the whole file, with any other header. */
function parseRange(
  header: string | undefined,
  length: number,
): { first: number; last: number } | 'unsatisfiable' | null {
  const [, from = '', to = ''] = header?.match(/^bytes=(\d*)-(\d*)$/) ?? []
  if (from === '' && to === '') return null
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from)
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1)
  if (from !== '' && to !== '' && Number(to) < first) return null
  return first > last ? 'unsatisfiable' : { first, last }
}
