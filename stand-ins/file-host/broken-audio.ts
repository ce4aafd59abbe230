import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { PREPARED_MP3 } from '../composer/write-song.ts'
import { shortAudio, silentAudio } from './not-music.ts'

/** The ways in which the next GET of one of a key's files can go wrong. */
export const AUDIO_FAULTS = [
  'audio_404',
  'audio_503',
  'audio_truncated',
  'audio_chunked',
  'audio_chunked_truncated',
  'audio_empty',
  'audio_html',
  'audio_text',
  'audio_huge',
  'audio_huge_chunked',
  'audio_redirect_private',
  'audio_redirect_ok',
  'audio_slow',
  // Whole files without music: silence, and a blink of sound.
  'audio_silent',
  'audio_short',
] as const

/** `milliseconds`: how long `audio_slow` takes; 3 s by default. */
export type AudioFault = { kind: (typeof AUDIO_FAULTS)[number]; milliseconds?: number }

const SLOW_MILLISECONDS = 3000
const HUGE_BYTES = 200_000_000
const HUGE_CHUNKED_BYTES = 130_000_000

/** Answers a GET with one of the faults above. `publicUrl` is the file's own. */
export function answerBrokenAudio(
  fault: AudioFault,
  {
    contentType,
    publicUrl,
    content,
    outgoing,
  }: {
    contentType: string
    publicUrl: string
    content: Uint8Array<ArrayBuffer>
    outgoing: ServerResponse
  },
): Response | Promise<Response> {
  const type = { 'Content-Type': contentType }
  const length = { 'Content-Length': String(content.length) }
  const firstHalf = content.subarray(0, Math.floor(content.length / 2))
  switch (fault.kind) {
    case 'audio_404':
      return new Response('Not Found', { status: 404 })
    case 'audio_503':
      return new Response('Service Unavailable', { status: 503 })
    case 'audio_empty':
      return new Response(null, { headers: { ...type, 'Content-Length': '0' } })
    case 'audio_html':
      return new Response(HTML_PAGE, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
    case 'audio_text':
      return new Response(PLAIN_TEXT, { headers: type })
    case 'audio_redirect_private':
      return redirectTo('http://10.0.0.1/files/output.mp3')
    case 'audio_redirect_ok':
      return redirectTo(`${publicUrl}?intact=1`)
    case 'audio_truncated':
      return sendRaw(outgoing, { ...type, ...length }, [firstHalf], 'cut')
    case 'audio_chunked_truncated':
      return sendRaw(outgoing, type, [firstHalf], 'cut')
    case 'audio_chunked':
      return sendRaw(outgoing, type, inPieces(content), 'end')
    case 'audio_huge':
      return sendRaw(
        outgoing,
        { ...type, 'Content-Length': String(HUGE_BYTES) },
        frames(HUGE_BYTES),
        'end',
      )
    case 'audio_huge_chunked':
      return sendRaw(outgoing, type, frames(HUGE_CHUNKED_BYTES), 'end')
    case 'audio_slow':
      return sendRaw(
        outgoing,
        { ...type, ...length },
        slowly(content, fault.milliseconds ?? SLOW_MILLISECONDS),
        'end',
      )
    case 'audio_silent':
      return new Response(silentAudio(contentType), { headers: type })
    case 'audio_short':
      return new Response(shortAudio(contentType), { headers: type })
  }
}

const HTML_PAGE = '<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>'
const PLAIN_TEXT = 'This is not music, whatever its content type says. '.repeat(200)

function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { Location: location } })
}

/**
 * Writes past the framework, which would correct the lengths. `cut` drops the connection after the
 * last piece. The reader may hang up early: some faults are meant to make it.
 */
async function sendRaw(
  outgoing: ServerResponse,
  headers: Record<string, string>,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ending: 'end' | 'cut',
): Promise<Response> {
  outgoing.writeHead(200, headers)
  const source = Readable.from(pieces)
  try {
    await pipeline(source, outgoing, { end: ending === 'end' })
    if (ending === 'cut') outgoing.destroy()
  } catch {
    outgoing.destroy()
  }
  return RESPONSE_ALREADY_SENT
}

const PIECE_BYTES = 16_384

function* inPieces(content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.length; at += PIECE_BYTES) {
    yield content.subarray(at, at + PIECE_BYTES)
  }
}

/** Real MPEG frames, repeated without end. */
function* frames(totalBytes: number): Generator<Uint8Array> {
  for (let left = totalBytes; left > 0; left -= PREPARED_MP3.length) {
    yield PREPARED_MP3.subarray(0, left)
  }
}

async function* slowly(content: Uint8Array, milliseconds: number): AsyncGenerator<Uint8Array> {
  const half = Math.floor(content.length / 2)
  yield content.subarray(0, half)
  await wait(milliseconds)
  yield content.subarray(half)
}
