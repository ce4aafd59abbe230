import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from './json-file.ts'

/** What is kept of an account, by table: objects with ids that are unique in their table. */
type AnyTables = Record<string, { id: string }>
type NameIn<Tables> = keyof Tables & string

/** Reads one account. Lists are in the order in which their objects were made. */
export type Reader<Tables extends AnyTables> = {
  find<Name extends NameIn<Tables>>(table: Name, id: string): Tables[Name] | undefined
  list<Name extends NameIn<Tables>>(table: Name): Tables[Name][]
}

/** Reads and changes one account. Objects are never changed in place: `put` keeps a new version. */
export type Transaction<Tables extends AnyTables> = Reader<Tables> & {
  put<Name extends NameIn<Tables>>(table: Name, object: Tables[Name]): void
}

/**
 * All accounts of a stand-in, by the credential that is their scope. One `write` is one line of a
 * journal: a process killed at any moment leaves all of it or nothing.
 */
export type Journal<Tables extends AnyTables> = {
  read(key: string): Reader<Tables>
  /** Keeps what `work` put, or nothing when it throws. On disk when this returns. */
  write<Result>(key: string, work: (tx: Transaction<Tables>) => Result): Result
  keys(): string[]
  /** The account that has this object. */
  ownerOf(table: NameIn<Tables>, id: string): string | undefined
  forget(key: string): void
  /** Calls back after every write, with the account's key. */
  onWrite(listener: (key: string) => void): void
}

type Put = [table: string, object: { id: string }]
type Line = { key: string; puts: Put[]; forget?: true }
type Account = Map<string, Map<string, { id: string }>>

export function openJournal<Tables extends AnyTables>(folder: string): Journal<Tables> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'journal.jsonl')
  const accounts = readJournal(path)
  writeFileAtomically(path, compact(accounts))
  const listeners: ((key: string) => void)[] = []

  function commit(line: Line): void {
    appendFileSync(path, `${JSON.stringify(line)}\n`)
    apply(accounts, line)
    for (const listener of listeners) listener(line.key)
  }

  return {
    read: (key) => readerOf(accounts.get(key)),
    write(key, work) {
      const draft = draftOf<Tables>(accounts.get(key))
      const result = work(draft.tx)
      if (draft.puts.length > 0) commit({ key, puts: draft.puts })
      return result
    },
    keys: () => [...accounts.keys()],
    ownerOf: (table, id) =>
      [...accounts].find(([, account]) => account.get(table)?.has(id) === true)?.[0],
    forget: (key) => commit({ key, puts: [], forget: true }),
    onWrite: (listener) => void listeners.push(listener),
  }
}

function readerOf<Tables extends AnyTables>(account: Account | undefined): Reader<Tables> {
  return {
    // put() files every object under its own table.
    find: (table, id) => account?.get(table)?.get(id) as Tables[typeof table] | undefined,
    list: (table) => [...(account?.get(table)?.values() ?? [])] as Tables[typeof table][], // as above
  }
}

/** A view of the account that already shows what was put so far. */
function draftOf<Tables extends AnyTables>(
  account: Account | undefined,
): { tx: Transaction<Tables>; puts: Put[] } {
  const puts: Put[] = []
  const draft: Account = new Map()
  const stored = readerOf<Tables>(account)
  const changed = readerOf<Tables>(draft)
  const tx: Transaction<Tables> = {
    find: (table, id) => changed.find(table, id) ?? stored.find(table, id),
    list(table) {
      const kept = stored.list(table).map((object) => changed.find(table, object.id) ?? object)
      const added = changed.list(table).filter(({ id }) => stored.find(table, id) === undefined)
      return [...kept, ...added]
    },
    put(table, object) {
      puts.push([table, object])
      file(draft, [table, object])
    },
  }
  return { tx, puts }
}

function apply(accounts: Map<string, Account>, { key, puts, forget }: Line): void {
  if (forget) accounts.delete(key)
  else if (!accounts.has(key)) accounts.set(key, new Map())
  const account = accounts.get(key)
  if (account) for (const put of puts) file(account, put)
}

function file(account: Account, [table, object]: Put): void {
  const objects = account.get(table) ?? new Map()
  account.set(table, objects.set(object.id, object))
}

function readJournal(path: string): Map<string, Account> {
  const accounts = new Map<string, Account>()
  // Only commit() and compact() write lines.
  for (const line of readLines(path)) apply(accounts, JSON.parse(line) as Line)
  return accounts
}

/** A kill cut off what follows the last line break: that write never happened. */
function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function compact(accounts: Map<string, Account>): string {
  const lines = [...accounts].map(([key, account]) => {
    const puts = [...account].flatMap(([table, objects]) =>
      [...objects.values()].map((object) => [table, object]),
    )
    return `${JSON.stringify({ key, puts })}\n`
  })
  return lines.join('')
}
