import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { z } from 'zod'
import { DomainError } from '../errors.ts'
import { invalidFields, malformedJson } from './errors.ts'

export function refuseTooLarge(): never {
  throw new DomainError('too_large', 'The body is too large.')
}

export function isJson(c: Context): boolean {
  return /^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')
}

export const requireJson = createMiddleware(async (c, next) => {
  if (!isJson(c))
    throw new DomainError('unsupported_media', 'Send JSON, as Content-Type: application/json.')
  return next()
})

/** For a route that needs no body: one that comes is JSON all the same, as no other site's form can send it. */
export const requireJsonIfAny = createMiddleware(async (c, next) =>
  c.req.header('content-type') === undefined ? next() : requireJson(c, next),
)

/** Throws `invalid` with the wrong fields. */
export async function parseBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const json: unknown = await c.req.json().catch(() => {
    throw malformedJson()
  })
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw invalidFields(parsed.error.issues)
  return parsed.data
}
