import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { SignedInEnv } from '../app-env.ts'
import { countUse } from '../cache/rate-limits.ts'
import { analyzeSound } from '../domain/files/analyze-sound.ts'
import { storeReference } from '../domain/files/store-reference.ts'
import { isJson, parseBody, refuseTooLarge } from '../middleware/body.ts'
import { requireUser } from '../middleware/user.ts'
import { token } from '../texts.ts'
import { readUpload } from './read-upload.ts'

const JSON_BYTES_MAX = 4 * 1024

const id = token(100)
const Sound = z.union([z.strictObject({ fileId: id }), z.strictObject({ trackId: id })], {
  error: 'Either fileId or trackId.',
})

const limitJson = bodyLimit({ maxSize: JSON_BYTES_MAX, onError: refuseTooLarge })

export const analyze = new Hono<SignedInEnv>()
  .use(requireUser)
  .use((c, next) => (isJson(c) ? limitJson(c, next) : next()))
  .post('/', async (c) => {
    const { services, user } = c.var
    await countUse(services.redis, 'analyze', user.id, services.now())
    if (isJson(c)) {
      const which = await parseBody(c, Sound)
      return c.json(await analyzeSound(services, { userId: user.id, which }))
    }
    const { reference } = await storeReference(services, user.id, readUpload(c.req.raw))
    const which = { fileId: reference.id }
    return c.json(await analyzeSound(services, { userId: user.id, which }))
  })
