import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readJsonFile, writeFileAtomically } from '../kit/json-file.ts'
import type { QueueRequest } from './queue-request.ts'

/** Every request ever accepted, in memory and, one file each, on disk. */
export type RequestStore = {
  /** Keeps a new request, or one that was changed in place. On disk when it returns. */
  save(request: QueueRequest): void
  find(id: string): QueueRequest | undefined
  /** In the order of submission; all keys' when no key is given. */
  list(key?: string): QueueRequest[]
  remove(id: string): void
}

export function openRequestStore(folder: string): RequestStore {
  mkdirSync(folder, { recursive: true })
  const fileOf = (id: string) => join(folder, `${id}.json`)
  const stored = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    // Only save() below writes these files.
    .map((name) => readJsonFile(join(folder, name)) as QueueRequest)
    .sort((a, b) => a.createdAt - b.createdAt)
  const requests = new Map(stored.map((request) => [request.id, request]))

  return {
    save(request) {
      requests.set(request.id, request)
      writeFileAtomically(fileOf(request.id), JSON.stringify(request))
    },
    find: (id) => requests.get(id),
    list: (key) =>
      [...requests.values()].filter((request) => key === undefined || request.key === key),
    remove(id) {
      requests.delete(id)
      rmSync(fileOf(id), { force: true })
    },
  }
}
