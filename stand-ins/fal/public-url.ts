import type { StoredFile } from '../file-host/audio-store.ts'

/** A file's address as FAL gives it; whoever fetches it locally rewrites the host. */
export function publicUrlOf(file: Pick<StoredFile, 'id' | 'name'>): string {
  return `https://v3.fal.media/files/${file.id}/${encodeURIComponent(file.name)}`
}
