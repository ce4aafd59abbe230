import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { StoredFile } from './audio-store.ts'
import { answerBrokenAudio } from './broken-audio.ts'
import { AUDIO_FAULTS } from './fault-kinds.ts'
import type { Services } from './services.ts'

/**
 * The public file host `v3.fal.media`: GET and HEAD, whole or one range. A fault of the file's
 * owner spoils one GET each; HEAD and a GET with `?intact=1` always tell the truth.
 */
export function fileRoutes(services: Pick<Services, 'audio' | 'counters' | 'faults'>) {
  const { audio, counters, faults } = services
  return new Hono<{ Bindings: HttpBindings }>().get('/files/:id/:name', (c) => {
    const file = audio.find(c.req.param('id'))
    if (!file || file.name !== c.req.param('name')) return c.text('Not Found', 404)
    counters.add(file.key, 'files')
    const breakable = c.req.method === 'GET' && c.req.query('intact') === undefined
    const fault = breakable ? faults.take(file.key, AUDIO_FAULTS) : undefined
    const content = audio.read(file)
    if (fault) return answerBrokenAudio(fault, { file, content, outgoing: c.env.outgoing })
    return answerFile(file, content, c.req.header('range'))
  })
}

function answerFile(
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

/** One range of bytes, both ends included; null for the whole, which any other header means. */
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
