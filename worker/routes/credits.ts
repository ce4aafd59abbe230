import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { SignedInEnv } from '../app-env.ts'
import { countUse } from '../cache/rate-limits.ts'
import { listEntries, readBalance } from '../db/credits.ts'
import { listPurchases } from '../db/purchases/read.ts'
import { answerEntry } from '../domain/credits/answer-entry.ts'
import { dailyCredits } from '../domain/credits/daily-credits.ts'
import { streamLedgerCsv } from '../domain/credits/stream-ledger-csv.ts'
import { buyPack } from '../domain/purchases/buy-pack.ts'
import { openPortal } from '../domain/purchases/open-portal.ts'
import { answerPurchase } from '../domain/purchases/purchase-answer.ts'
import { showPurchase } from '../domain/purchases/show-purchase.ts'
import { quoteTracks } from '../domain/tracks/quote-tracks.ts'
import { longestTrackSeconds } from '../domain/tracks/settle-seconds.ts'
import { refuseTooLarge, requireJson } from '../middleware/body.ts'
import { refuseInvalid } from '../middleware/errors.ts'
import { IdempotencyKey } from '../middleware/idempotency-key.ts'
import { requireUser } from '../middleware/user.ts'
import { ModelChoice } from '../providers/catalogue.ts'
import { PACKS, type PackId } from '../states/packs.ts'
import { flag, pageSize, token } from '../texts.ts'

const BODY_BYTES_MAX = 4 * 1024

const Quote = z.strictObject({
  model: ModelChoice.default('auto'),
  durationSeconds: z.coerce.number().int().min(15).max(300).optional(),
  variations: z.coerce.number().int().min(1).max(4).default(1),
  hasLyrics: flag,
  instrumental: flag,
})

const limit = pageSize(50)
const LedgerPage = z.strictObject({
  limit,
  // The id of an entry: 8 bytes in Postgres, exact in JavaScript up to here.
  cursor: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
})
const PurchasesPage = z.strictObject({ limit, cursor: token(100).optional() })

const PACK_IDS = PACKS.map(({ id }) => id) as [PackId, ...PackId[]]
const Purchase = z.strictObject({ pack: z.enum(PACK_IDS, 'There is no such pack.') })

const NOTHING = { available: 0, held: 0, debt: 0 }

export const credits = new Hono<SignedInEnv>()
  .use(requireUser)
  .use(bodyLimit({ maxSize: BODY_BYTES_MAX, onError: refuseTooLarge }))
  .get('/', async (c) => {
    const { db, config, now } = c.var.services
    const balance = await readBalance(db, c.var.user.id, dailyCredits(config, now()))
    return c.json({ ...(balance ?? NOTHING), packs: config.FREE_MODE ? [] : PACKS })
  })
  .get('/quote', zValidator('query', Quote, refuseInvalid), async (c) => {
    const { db, config, now } = c.var.services
    const balance = await readBalance(db, c.var.user.id, dailyCredits(config, now()))
    const { available } = balance ?? NOTHING
    const price = quoteTracks(c.req.valid('query'), longestTrackSeconds(config))
    return c.json({ credits: price, balance: available, affordable: price <= available })
  })
  .get('/ledger', zValidator('query', LedgerPage, refuseInvalid), async (c) => {
    const page = c.req.valid('query')
    const { items, nextCursor } = await listEntries(c.var.services.db, c.var.user.id, {
      limit: page.limit,
      cursor: page.cursor,
    })
    return c.json({ items: items.map(answerEntry), nextCursor })
  })
  .get('/ledger.csv', (c) =>
    c.body(streamLedgerCsv(c.var.services, c.var.user.id), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="soundfoundry-credits.csv"',
      'Cache-Control': 'private, no-store',
    }),
  )
  .get('/purchases', zValidator('query', PurchasesPage, refuseInvalid), async (c) => {
    const page = c.req.valid('query')
    const { items, nextCursor } = await listPurchases(c.var.services.db, c.var.user.id, {
      limit: page.limit,
      cursor: page.cursor,
    })
    return c.json({ items: items.map(answerPurchase), nextCursor })
  })
  .get('/purchases/:id', async (c) => {
    const asked = { userId: c.var.user.id, purchaseId: c.req.param('id') }
    return c.json(answerPurchase(await showPurchase(c.var.services, asked)))
  })
  .post(
    '/checkout',
    requireJson,
    zValidator('header', IdempotencyKey, refuseInvalid),
    zValidator('json', Purchase, refuseInvalid),
    async (c) => {
      const { services, user } = c.var
      await countUse(services.redis, 'buy', user.id, services.now())
      const bought = await buyPack(services, {
        buyer: user,
        pack: c.req.valid('json').pack,
        idempotencyKey: c.req.valid('header')['idempotency-key'] ?? null,
      })
      return c.json(bought)
    },
  )
  .post('/portal', async (c) => {
    const { services, user } = c.var
    await countUse(services.redis, 'buy', user.id, services.now())
    return c.json(await openPortal(services, user.id))
  })
