import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'
import { gaugesOf } from '../metrics/gauges.ts'
import { PROMETHEUS_TYPE, writeGauges } from '../metrics/prometheus.ts'
import { readMetrics } from '../metrics/read-metrics.ts'

/** For Prometheus; 404 without METRICS_TOKEN. */
export const metrics = new Hono<AppEnv>().get('/', async (c) => {
  const { config, db } = c.var.services
  if (!config.METRICS_TOKEN) throw new DomainError('not_found', 'There is nothing here.')
  if (!isSame(c.req.header('authorization') ?? '', `Bearer ${config.METRICS_TOKEN}`)) {
    c.header('WWW-Authenticate', 'Bearer')
    throw new DomainError('unauthenticated', 'Please bring the token of the metrics.')
  }
  const text = writeGauges(gaugesOf(await readMetrics(db)))
  return c.body(text, 200, { 'Content-Type': PROMETHEUS_TYPE, 'Cache-Control': 'no-store' })
})

/** In constant time. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
