import type { StoredFile } from '../file-host/audio-store.ts'

/** A file's address as Replicate gives it: rewrite the host to fetch it locally. */
export function publicUrlOf({ id, name }: Pick<StoredFile, 'id' | 'name'>): string {
  return `https://replicate.delivery/xezq/${id}/${name}`
}
