import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { listModels } from '../providers/catalogue.ts'

export const models = new Hono<AppEnv>().get('/', (c) =>
  c.json({ items: listModels(), nextCursor: null }),
)
