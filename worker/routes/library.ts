import { Hono } from 'hono'
import type { SignedInEnv } from '../app-env.ts'
import { readLibrary } from '../db/library.ts'
import { requireUser } from '../middleware/user.ts'

export const library = new Hono<SignedInEnv>()
  .use(requireUser)
  .get('/', async (c) => c.json(await readLibrary(c.var.services.db, c.var.user.id)))
