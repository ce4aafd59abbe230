import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { Counters } from '../kit/counters.ts'
import { type LocalServer, serveLocally } from '../kit/serve.ts'
import { ClonedDatabases } from './cloned-databases.ts'
import { DatabasePools } from './database-pools.ts'
import { neonAdmin } from './neon-admin.ts'
import { NeonFaults } from './neon-faults.ts'
import { answerSql } from './neon-sql.ts'

/**
 * Speaks Neon's SQL over HTTP (`POST /sql`) in front of any PostgreSQL ≥ 15. User, password and
 * database come from the connection string of each request and must be the server's; its host is
 * ignored. `postgresUrl` names the server and signs in for `/__admin/databases`, so its role needs
 * CREATEDB. Faults and counters under `/__admin` belong to one database each.
 */
export async function startNeonFront(options: {
  postgresUrl: string
  port?: number
}): Promise<LocalServer> {
  const pools = new DatabasePools(options.postgresUrl)
  const databases = new ClonedDatabases(options.postgresUrl, pools)
  const faults = new NeonFaults()
  const counters = new Counters(['requests', 'statements'])
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route('/__admin', neonAdmin({ counters, faults, databases }))
    .post('/sql', (c) => answerSql({ pools, faults, counters }, c))
  const server = await serveLocally(app.fetch, options.port)
  const close = async () => {
    await server.close()
    await pools.closeAll()
  }
  return { url: server.url, close }
}
