import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNeonFront } from '../../stand-ins/postgres/neon-front.ts'
import { startPostgres } from '../../stand-ins/postgres/postgres-server.ts'

/** A throw-away PostgreSQL; `close` ends it and deletes its data. */
export async function startScratchPostgres(): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-postgres-'))
  const server = await startPostgres({ folder: join(folder, 'data'), fsync: false })
  const close = async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  }
  return { url: server.url, close }
}

/** The same with a Neon front. `connect` writes a connection string like one of Neon's. */
export async function startScratchNeon() {
  const postgres = await startScratchPostgres()
  const front = await startNeonFront({ postgresUrl: postgres.url })
  const connect = (database = 'soundfoundry', password = 'soundfoundry') =>
    `postgres://soundfoundry:${password}@db.localtest.me/${database}`
  const admin = (method: string, path: string, body?: object) =>
    fetch(`${front.url}/__admin/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  const close = async () => {
    await front.close()
    await postgres.close()
  }
  return { url: front.url, postgresUrl: postgres.url, connect, admin, close }
}
