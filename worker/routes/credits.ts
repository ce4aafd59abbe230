import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedInEnv } from '../app-env.ts'
import { readBalance } from '../db/credits.ts'
import { PACKS } from '../domain/credit-prices.ts'
import { quoteTracks } from '../domain/quote-tracks.ts'
import { refuseInvalid } from '../middleware/errors.ts'
import { requireUser } from '../middleware/user.ts'
import { ModelChoice } from '../providers/catalogue.ts'

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')

const Quote = z.strictObject({
  model: ModelChoice.default('auto'),
  durationSeconds: z.coerce.number().int().min(15).max(300).optional(),
  variations: z.coerce.number().int().min(1).max(4).default(1),
  hasLyrics: flag,
  instrumental: flag,
})

const NOTHING = { available: 0, held: 0, debt: 0 }

export const credits = new Hono<SignedInEnv>()
  .use(requireUser)
  .get('/', async (c) => {
    const balance = await readBalance(c.var.services.db, c.var.user.id)
    return c.json({ ...(balance ?? NOTHING), packs: PACKS })
  })
  .get('/quote', zValidator('query', Quote, refuseInvalid), async (c) => {
    const balance = await readBalance(c.var.services.db, c.var.user.id)
    const { available } = balance ?? NOTHING
    const price = quoteTracks(c.req.valid('query'))
    return c.json({ credits: price, balance: available, affordable: price <= available })
  })
