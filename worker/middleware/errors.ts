import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { isUnreachable, pgError } from '../db/client.ts'
import { DomainError, type ErrorCode, type Refusal } from '../errors.ts'
import { logError, logOutage } from '../observability/log.ts'
import { SAME_KEY_IS_SAFE } from '../states/unknown-outcome.ts'

const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  invalid: 400,
  unauthenticated: 401,
  insufficient_credits: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  length_required: 411,
  too_large: 413,
  unsupported_media: 415,
  refused: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
}

export type ErrorAnswer = {
  error: {
    code: ErrorCode
    message: string
    requestId: string
    fields?: Record<string, string>
    refusal?: Refusal
  }
}

/** When a client should ask again that found the database away. */
const DATABASE_WAIT_SECONDS = 5

/** Answers a DomainError in its own words, and any other error with one fixed sentence. */
export function answerError(thrown: unknown, c: Context<AppEnv>): Response {
  const error = expected(thrown) ?? unexpected(thrown, c)
  if (error.retryAfterSeconds !== undefined)
    c.header('Retry-After', String(error.retryAfterSeconds))
  c.header('X-Request-Id', c.var.requestId)
  const { code, message, fields, refusal } = error
  const body: ErrorAnswer = {
    error: {
      code,
      message,
      requestId: c.var.requestId,
      ...(fields ? { fields } : {}),
      ...(refusal ? { refusal } : {}),
    },
  }
  return c.json(body, error.status ?? STATUS[code])
}

function expected(thrown: unknown): DomainError | null {
  if (thrown instanceof DomainError) return thrown
  if (thrown instanceof HTTPException && thrown.status === 400) return malformedJson()
  // A zero byte in a path; our own schemas refuse it in every other text.
  if (pgError(thrown)?.code === '22021')
    return new DomainError('invalid', 'Remove the unprintable character.')
  return null
}

/** Logs it. How far a write came before it broke is anybody's guess, so it never says that nothing happened. */
function unexpected(thrown: unknown, c: Context<AppEnv>): DomainError {
  const facts = { requestId: c.var.requestId, path: c.req.path }
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  const isUnknown = `We can’t tell whether this went through. ${SAME_KEY_IS_SAFE}`
  if (isUnreachable(thrown)) {
    logOutage(c.var.services.db, 'database_unreachable', thrown, facts)
    const away = 'The studio can’t reach its database right now.'
    const message = isRead ? `${away} Try again in a moment.` : `${away} ${isUnknown}`
    return new DomainError('unavailable', message, { retryAfterSeconds: DATABASE_WAIT_SECONDS })
  }
  logError('unexpected_error', thrown, facts)
  return new DomainError(
    'internal',
    isRead ? 'Something went wrong on our side. Nothing was charged for it.' : isUnknown,
  )
}

export function malformedJson(): DomainError {
  const sentence = 'The body is not valid JSON.'
  return new DomainError('invalid', sentence, { fields: { body: sentence } })
}

export function refuseInvalid(result: { success: boolean; error?: z.core.$ZodError }): void {
  if (result.error) throw invalidFields(result.error.issues)
}

export function invalidFields(issues: readonly z.core.$ZodIssue[]): DomainError {
  const fields: Record<string, string> = {}
  for (const issue of issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || 'body']
    for (const name of names)
      fields[name] ??=
        issue.code === 'unrecognized_keys' ? 'There is no such field.' : issue.message
  }
  return new DomainError('invalid', `Please check: ${Object.keys(fields).join(', ')}.`, { fields })
}
