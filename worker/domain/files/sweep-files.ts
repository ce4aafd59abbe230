import { beginSweep, endSweep, findUnnamed, type Sweep, type SweepResult } from '../../db/sweeps.ts'
import { log, logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import type { FileFacts, FileStore } from '../../storage/file-store.ts'
import { FOLDERS } from './folders.ts'

/** Bounds of one sweep: the next one goes on where it stops. */
const PAGES_MAX = 200
const ORPHANS_MAX = 5_000
/** A file is named within minutes of being stored, or never. */
const NAMED_HOURS_MAX = 24
/** When nobody looks, more than so many, and than this share, aren't deleted: it may be the wrong database or bucket. */
const SUSPICIOUS = { orphans: 100, share: 0.1 } as const
const HEADS_AT_ONCE = 20
const DELETES_AT_ONCE = 1_000
const KEYS_SHOWN = 50

type Sweeper = Pick<Services, 'db' | 'files' | 'now'>

/** Does the sweep that is asked for: deletes the files that no row names, unless it is a dry run. */
export async function sweepFiles(services: Sweeper): Promise<void> {
  const { db, files } = services
  const sweep = await beginSweep(db)
  if (sweep === null) return
  const { looked, orphans, cursor } = await findOrphans(services, sweep)
  const isSuspicious =
    sweep.isUnattended &&
    orphans.length > SUSPICIOUS.orphans &&
    orphans.length > looked * SUSPICIOUS.share
  const isDeleting = !sweep.isDryRun && !isSuspicious
  const found: SweepResult = {
    looked,
    orphans: orphans.length,
    orphanBytes: orphans.reduce((sum, { bytes }) => sum + bytes, 0),
    deleted: isDeleting && orphans.length > 0,
    // The next one finds them again.
    cursor: isSuspicious ? sweep.cursor : cursor,
    keys: orphans.slice(0, KEYS_SHOWN).map(({ key }) => key),
  }
  if (isDeleting)
    for (const some of inChunks(orphans, DELETES_AT_ONCE))
      await files.delete(some.map(({ key }) => key))
  await endSweep(db, sweep.id, found)
  const { keys: _, cursor: __, ...facts } = found
  log('info', 'files_swept', { sweepId: sweep.id, isDryRun: sweep.isDryRun, ...facts })
  if (!isSuspicious) return
  const error = new Error(
    `Nothing was deleted: ${orphans.length} of ${looked} files belong to nothing`,
  )
  logError('too_many_orphans', error, { sweepId: sweep.id })
}

type Orphans = { looked: number; orphans: FileFacts[]; cursor: string | null }

async function findOrphans(services: Sweeper, { cursor: start }: Sweep): Promise<Orphans> {
  const found: Orphans = { looked: 0, orphans: [], cursor: start }
  for (let page = 0; page < PAGES_MAX && found.orphans.length < ORPHANS_MAX; page += 1) {
    const { keys, cursor } = await listFrom(services.files, found.cursor, page === 0)
    // Whatever else somebody keeps in the bucket is theirs.
    const ours = keys.filter((key) => FOLDERS.some((folder) => key.startsWith(folder)))
    found.looked += ours.length
    found.orphans.push(...(await judge(services, ours)))
    found.cursor = cursor
    if (cursor === null) break
  }
  return found
}

/** A store needn't understand a cursor that it gave days ago: then the sweep begins at the first file. */
async function listFrom(files: FileStore, cursor: string | null, isKept: boolean) {
  if (cursor === null) return files.list('')
  const listed = files.list('', cursor)
  return isKept ? listed.catch(() => files.list('')) : listed
}

/**
 * Those of these files that belong to nothing. A file that is being stored has no row yet, and is young; one that is
 * a day old and has none will never have one. So the age is read after the rows.
 */
async function judge({ db, files, now }: Sweeper, keys: string[]): Promise<FileFacts[]> {
  if (keys.length === 0) return []
  const unnamed = await findUnnamed(db, keys)
  const latest = now().getTime() - NAMED_HOURS_MAX * 3_600_000
  const old: FileFacts[] = []
  for (const some of inChunks(unnamed, HEADS_AT_ONCE)) {
    const facts = await Promise.all(some.map((key) => files.head(key)))
    old.push(...facts.flatMap((each) => (each && each.modified.getTime() < latest ? [each] : [])))
  }
  return old
}

function inChunks<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = []
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}
