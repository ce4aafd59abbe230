import type { FileStore } from './file-store.ts'

export async function emptyFolder(files: FileStore, folder: string): Promise<void> {
  for (;;) {
    const { keys, cursor } = await files.list(folder)
    if (keys.length > 0) await files.delete(keys)
    if (cursor === null) return
  }
}
