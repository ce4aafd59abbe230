import type { ReadableFiles } from './file-store.ts'

/** A small part of a file, whole. Empty when the file is gone; throws when the store can't be reached. */
export async function readPart(
  files: Pick<ReadableFiles, 'get'>,
  key: string,
  range: { offset: number; length: number },
): Promise<Uint8Array> {
  const part = range.length > 0 ? await files.get(key, { range }) : null
  return part?.body ? new Uint8Array(await new Response(part.body).arrayBuffer()) : new Uint8Array()
}
