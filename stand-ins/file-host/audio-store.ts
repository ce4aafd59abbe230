import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readJsonFile, writeFileAtomically } from '../kit/json-file.ts'

/** A public file of a provider. `key` is its account's, which only `/__admin` sees. */
export type StoredFile = {
  id: string
  key: string
  name: string
  contentType: string
  bytes: number
  sha256: string
}

/** The file host's files. Equal bytes are stored once, under their hash. */
export type AudioStore = {
  /** On disk when it returns. Only an upload, whose address is already known, brings its `id`. */
  keep(file: {
    key: string
    name: string
    contentType: string
    content: Uint8Array
    id?: string
  }): StoredFile
  find(id: string): StoredFile | undefined
  read(file: StoredFile): Uint8Array<ArrayBuffer>
  remove(id: string): void
  removeAllOf(key: string): void
}

export function openAudioStore(folder: string): AudioStore {
  const names = join(folder, 'names')
  const contents = join(folder, 'contents')
  for (const path of [names, contents]) mkdirSync(path, { recursive: true })
  const files = new Map<string, StoredFile>()
  for (const name of readdirSync(names).filter((name) => name.endsWith('.json'))) {
    // Only keep() below writes these files.
    const file = readJsonFile(join(names, name)) as StoredFile
    files.set(file.id, file)
  }

  function remove(id: string): void {
    files.delete(id)
    rmSync(join(names, `${id}.json`), { force: true })
  }

  return {
    keep({ key, name, contentType, content, id = randomUUID() }) {
      const sha256 = createHash('sha256').update(content).digest('hex')
      if (!existsSync(join(contents, sha256))) writeFileAtomically(join(contents, sha256), content)
      const file: StoredFile = { id, key, name, contentType, bytes: content.length, sha256 }
      files.set(id, file)
      writeFileAtomically(join(names, `${id}.json`), JSON.stringify(file))
      return file
    },
    find: (id) => files.get(id),
    read: (file) => readFileSync(join(contents, file.sha256)),
    remove,
    removeAllOf(key) {
      for (const file of files.values()) if (file.key === key) remove(file.id)
    },
  }
}
