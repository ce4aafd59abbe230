import type { StoredFile } from '../file-host/audio-store.ts'

/** A file's address as FAL gives it: rewrite the host to fetch it locally. */
export function publicUrlOf(file: Pick<StoredFile, 'id' | 'name'>): string {
  return `https://v3.fal.media/files/${file.id}/${encodeURIComponent(file.name)}`
}
