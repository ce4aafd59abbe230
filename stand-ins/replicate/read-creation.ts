import { type InvalidField, inputInvalid } from './errors.ts'
import {
  type InputSchema,
  notOneOf,
  requiredField,
  unknownField,
  validateInput,
  wrongType,
} from './input-schema.ts'
import type { Prediction, WebhookEvent } from './prediction.ts'

type Creation = Pick<Prediction, 'input' | 'webhook' | 'webhookEvents'>

const EVENTS: readonly WebhookEvent[] = ['start', 'output', 'logs', 'completed']
const NAMES = ['input', 'webhook', 'webhook_events_filter', 'stream']

/** The body as an object. Throws Replicate's refusal of anything else. */
export function readObject(body: string): Record<string, unknown> {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    parsed = undefined
  }
  if (!isObject(parsed)) throw inputInvalid([wrongType('', 'object', parsed)])
  return parsed
}

/** What a create asks for. Throws Replicate's refusal, which names every wrong field. */
export function readCreation(schema: InputSchema, body: Record<string, unknown>): Creation {
  const { input, webhook, webhook_events_filter: filter } = body
  const unknown = Object.keys(body).filter((name) => !NAMES.includes(name))
  const problems = [
    ...validateBody(schema, input),
    ...unknown.map((name) => unknownField('', name)),
    ...validateWebhook(webhook),
    ...validateFilter(filter),
  ]
  if (problems.length > 0) throw inputInvalid(problems)
  return {
    input: isObject(input) ? input : {},
    webhook: typeof webhook === 'string' ? webhook : null,
    webhookEvents: Array.isArray(filter) ? EVENTS.filter((event) => filter.includes(event)) : null,
  }
}

function validateBody(schema: InputSchema, input: unknown): InvalidField[] {
  if (input === undefined) return [requiredField('', 'input')]
  return isObject(input) ? validateInput(schema, input) : [wrongType('input', 'object', input)]
}

function validateWebhook(webhook: unknown): InvalidField[] {
  if (webhook === undefined) return []
  if (typeof webhook !== 'string') return [wrongType('webhook', 'string', webhook)]
  if (/^https?:/.test(webhook) && URL.canParse(webhook)) return []
  return [{ type: 'format', field: 'webhook', description: "Does not match format 'uri'" }]
}

function validateFilter(filter: unknown): InvalidField[] {
  const field = 'webhook_events_filter'
  if (filter === undefined) return []
  if (!Array.isArray(filter)) return [wrongType(field, 'array', filter)]
  const events: readonly unknown[] = EVENTS
  return filter.flatMap((event: unknown, index) =>
    events.includes(event) ? [] : [notOneOf(`${field}.${index}`, `${field}.${index}`, EVENTS)],
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
