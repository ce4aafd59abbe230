import type { StoredFile } from '../file-host/audio-store.ts'

/** A file's address as Replicate gives it; whoever fetches it locally rewrites the host. */
export function publicUrlOf({ id, name }: Pick<StoredFile, 'id' | 'name'>): string {
  return `https://replicate.delivery/xezq/${id}/${name}`
}
