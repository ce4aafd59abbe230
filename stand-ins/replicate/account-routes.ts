import { Hono } from 'hono'
import { type ApiEnv, authenticate } from './authenticate.ts'
import { notFound } from './errors.ts'
import { findModel } from './models.ts'
import type { Services } from './services.ts'
import { signingSecretsOf } from './signing-secrets.ts'

/** What an account can look up: a model, and the secret its webhooks are signed with. */
export function accountRoutes(services: Pick<Services, 'store' | 'counters' | 'faults'>) {
  return new Hono<ApiEnv>()
    .get('/models/:owner/:name', authenticate(services, 'models'), (c) => {
      const { owner, name } = c.req.param()
      const model = findModel(`${owner}/${name}`)
      if (!model) throw notFound()
      return c.json({
        url: `https://replicate.com/${owner}/${name}`,
        owner,
        name,
        description: model.description,
        visibility: 'public',
        is_official: true,
        run_count: 0,
        cover_image_url: null,
        default_example: null,
        latest_version: {
          id: 'hidden',
          created_at: '2026-01-01T00:00:00.000Z',
          cog_version: null,
          openapi_schema: { components: { schemas: { Input: model.input } } },
        },
      })
    })
    .get('/webhooks/default/secret', authenticate(services, 'secrets'), (c) =>
      c.json({ key: signingSecretsOf(services.store, c.var.token)[0] }),
    )
}
