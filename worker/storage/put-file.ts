import { announcedMp3Bytes } from '../audio/mp3/announced-mp3-bytes.ts'
import { type AudioContentType, SNIFF_BYTES, sniffAudio } from '../audio/sniff-audio.ts'
import { DomainError } from '../errors.ts'
import type { FileStore } from './file-store.ts'
import { putInParts } from './put-in-parts.ts'
import { putKnownLength } from './put-known-length.ts'
import { fromStore, RefusedBody } from './refused-body.ts'

export const FILE_BYTES_MAX = 100 * 1024 * 1024

export type PutFile =
  | {
      ok: true
      key: string
      bytes: number
      contentType: AudioContentType
      etag: string
    }
  | { ok: false; reason: RefusedBody['reason'] }

/**
 * `truncated`: not the announced `length`, or over 1 % less than its own Xing header says. `unavailable`:
 * no time or no store. A refusal cancels the body and leaves nothing stored.
 */
export async function putFile(
  files: FileStore,
  nameKey: (contentType: AudioContentType) => string,
  body: ReadableStream<Uint8Array>,
  length: number | null,
): Promise<PutFile> {
  const reader = body.getReader()
  let key: string | null = null
  try {
    if (length === 0) throw new RefusedBody('empty')
    if (length !== null && length > FILE_BYTES_MAX) throw new RefusedBody('too_large')
    const head = await readHead(reader)
    const contentType = sniffAudio(head)
    if (contentType === null) throw new RefusedBody('not_audio')

    key = nameKey(contentType)
    const chunks = checkedChunks(reader, head, length)
    const options = { contentType }
    const stored = await fromStore(
      length === null
        ? putInParts(files, key, chunks, options)
        : putKnownLength(files, key, chunks, length, options),
    )
    return { ok: true, key, bytes: stored.bytes, contentType, etag: stored.etag }
  } catch (error) {
    await reader.cancel(error).catch(() => {})
    if (!(error instanceof RefusedBody)) throw error
    // The store may have the file although its answer was lost.
    if (error.reason === 'unavailable' && key) await files.delete([key]).catch(() => {})
    return { ok: false, reason: error.reason }
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>

async function readHead(reader: Reader): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  while (bytes < SNIFF_BYTES) {
    const chunk = await nextChunk(reader)
    if (chunk === null) break
    chunks.push(chunk)
    bytes += chunk.length
  }
  if (bytes === 0) throw new RefusedBody('empty')
  const head = new Uint8Array(bytes)
  let at = 0
  for (const chunk of chunks) {
    head.set(chunk, at)
    at += chunk.length
  }
  return head
}

async function* checkedChunks(
  reader: Reader,
  head: Uint8Array,
  length: number | null,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for (let chunk: Uint8Array | null = head; chunk !== null; chunk = await nextChunk(reader)) {
    bytes += chunk.length
    if (length !== null && bytes > length) throw new RefusedBody('truncated')
    if (bytes > FILE_BYTES_MAX) throw new RefusedBody('too_large')
    if (chunk.length > 0) yield chunk
  }
  if (length === null ? bytes < announcedMp3Bytes(head) * 0.99 : bytes < length) {
    throw new RefusedBody('truncated')
  }
}

async function nextChunk(reader: Reader): Promise<Uint8Array | null> {
  try {
    const read = await reader.read()
    return read.done ? null : read.value
  } catch (error) {
    // Whoever gives the body refuses it.
    if (error instanceof RefusedBody || error instanceof DomainError) throw error
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
    throw new RefusedBody(isTimeout ? 'unavailable' : 'truncated')
  }
}
