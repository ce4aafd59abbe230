import { type NeonQueryFunction, neon, neonConfig } from '@neondatabase/serverless'
import { inject } from 'vitest'
import {
  POSTGRES_DATABASE,
  POSTGRES_PASSWORD,
  POSTGRES_ROLE,
} from '../../stand-ins/postgres/initialize-cluster.ts'

/** The studio's database, whose front stands at its fixed distance from the studio. */
export function openSql(): NeonQueryFunction<false, false> {
  const front = inject('studioUrl').replace(/\d+$/, (port) => String(Number(port) + 10))
  neonConfig.fetchEndpoint = `${front}/sql`
  const account = `${POSTGRES_ROLE}:${POSTGRES_PASSWORD}`
  return neon(`postgres://${account}@db.localtest.me/${POSTGRES_DATABASE}`)
}
