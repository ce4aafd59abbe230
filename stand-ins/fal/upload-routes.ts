import { randomUUID } from 'node:crypto'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { authenticate, type FalEnv } from './authenticate.ts'
import { publicUrlOf } from './public-url.ts'
import type { Services } from './services.ts'

type PromisedFile = { key: string; name: string; contentType: string }

const NewUpload = z.object({ content_type: z.string(), file_name: z.string().min(1) })

/**
 * Storage: a POST with a key gets an address, then a PUT without a key brings the bytes. The client
 * library sends that PUT to `upload_url` as it is, so this one address is local.
 */
export function uploadRoutes({ audio }: Pick<Services, 'audio'>) {
  const promised = new Map<string, PromisedFile>()
  return new Hono<FalEnv>()
    .post(
      '/rest.fal.ai/storage/upload/initiate',
      authenticate,
      zValidator('json', NewUpload),
      (c) => {
        const { content_type: contentType, file_name: name } = c.req.valid('json')
        const id = randomUUID()
        promised.set(id, { key: c.var.key, name, contentType })
        return c.json({
          upload_url: new URL(`/v3.fal.media/upload/${id}`, c.req.url).href,
          file_url: publicUrlOf({ id, name }),
        })
      },
    )
    .put('/v3.fal.media/upload/:id', async (c) => {
      const id = c.req.param('id')
      const file = promised.get(id)
      if (!file) return c.text('Not Found', 404)
      promised.delete(id)
      audio.keep({ ...file, id, content: new Uint8Array(await c.req.arrayBuffer()) })
      return c.body(null, 200)
    })
}
