import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { answerFile } from './answer-file.ts'
import type { AudioStore, StoredFile } from './audio-store.ts'
import { AUDIO_FAULTS, type AudioFault, answerBrokenAudio } from './broken-audio.ts'

type FileHost = {
  audio: Pick<AudioStore, 'find' | 'read'>
  /** The path of a file, with `:id` and `:name`. */
  path: `/${string}/:id/:name`
  publicUrlOf(file: StoredFile): string
  onRequest(file: StoredFile): void
  /** Uses up one firing of the owner's oldest fault of these kinds. */
  takeFault(key: string, kinds: typeof AUDIO_FAULTS): AudioFault | undefined
}

/**
 * A public file host: GET and HEAD, whole or one range. Each fault of the file's owner spoils one
 * GET, but neither HEAD nor a GET with `?intact=1`.
 */
export function fileRoutes({ audio, path, publicUrlOf, onRequest, takeFault }: FileHost) {
  return new Hono<{ Bindings: HttpBindings }>().get(path, (c) => {
    const file = audio.find(c.req.param('id'))
    if (!file || file.name !== c.req.param('name')) return c.text('Not Found', 404)
    onRequest(file)
    const breakable = c.req.method === 'GET' && c.req.query('intact') === undefined
    const fault = breakable ? takeFault(file.key, AUDIO_FAULTS) : undefined
    const content = audio.read(file)
    if (!fault) return answerFile(file, content, c.req.header('range'))
    const { contentType } = file
    const publicUrl = publicUrlOf(file)
    return answerBrokenAudio(fault, { contentType, publicUrl, content, outgoing: c.env.outgoing })
  })
}
