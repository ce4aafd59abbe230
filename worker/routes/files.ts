import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedInEnv } from '../app-env.ts'
import { countUse } from '../cache/rate-limits.ts'
import { deleteReference, listReferences, readReference } from '../db/references.ts'
import { answerReference } from '../domain/files/reference-answer.ts'
import { storeReference } from '../domain/files/store-reference.ts'
import { DomainError } from '../errors.ts'
import { refuseInvalid } from '../middleware/errors.ts'
import { requireUser } from '../middleware/user.ts'
import { answerFile } from '../storage/answer-file.ts'
import { pageSize, token } from '../texts.ts'
import { readUpload } from './read-upload.ts'

const PageWanted = z.strictObject({ cursor: token(100).optional(), limit: pageSize(24) })

export const files = new Hono<SignedInEnv>()
  .use(requireUser)
  .post('/', async (c) => {
    const { services, user } = c.var
    await countUse(services.redis, 'upload', user.id, services.now())
    const { reference, isNew } = await storeReference(services, user.id, readUpload(c.req.raw))
    return c.json(answerReference(reference), isNew ? 201 : 200)
  })
  .get('/', zValidator('query', PageWanted, refuseInvalid), async (c) => {
    const { services, user } = c.var
    const { items, nextCursor } = await listReferences(services.db, user.id, c.req.valid('query'))
    return c.json({ items: items.map(answerReference), nextCursor })
  })
  .get('/:id', async (c) => {
    const found = await readReference(c.var.services.db, c.var.user.id, { id: c.req.param('id') })
    if (found === null) throw noFile()
    return c.json(answerReference(found))
  })
  .get('/:id/content', async (c) => {
    const { db, files } = c.var.services
    const found = await readReference(db, c.var.user.id, { id: c.req.param('id') })
    const answer = found && (await answerFile(files, found.key, c.req.raw, found))
    if (!answer) throw noFile()
    return answer
  })
  .delete('/:id', async (c) => {
    const { db, files } = c.var.services
    const key = await deleteReference(db, c.var.user.id, c.req.param('id'))
    if (key === null) throw noFile()
    // What can't be deleted now is swept.
    await files.delete([key]).catch(() => {})
    return c.body(null, 204)
  })

function noFile(): DomainError {
  return new DomainError('not_found', 'There is no such file.')
}
