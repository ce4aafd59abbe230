import type { z } from 'zod'
import {
  invalidParameter,
  missingParameter,
  type StripeFailure,
  unknownParameter,
} from './errors.ts'
import { type Form, nameOf, valueAt } from './form.ts'

/** The parameters of a request. Throws Stripe's refusal of the first unknown, missing or unreadable one. */
export function readParams<Schema extends z.ZodType>(schema: Schema, form: Form): z.output<Schema> {
  const read = schema.safeParse(form)
  if (read.success) return read.data
  const unknown = read.error.issues.find(({ code }) => code === 'unrecognized_keys')
  throw refusalOf(unknown ?? read.error.issues[0], form)
}

function refusalOf(issue: z.core.$ZodIssue | undefined, form: Form): StripeFailure {
  if (!issue) throw new Error('A schema refused without saying why')
  if (issue.code === 'unrecognized_keys')
    return unknownParameter(nameOf([...issue.path, ...issue.keys.slice(0, 1)]))
  const param = nameOf(issue.path)
  const sent = valueAt(form, issue.path)
  if (sent === undefined) return missingParameter(param)
  if (sent === '') return invalidParameter(param, emptyMessage(param), 'parameter_invalid_empty')
  if (issue.message.startsWith('Invalid integer'))
    return invalidParameter(param, issue.message, 'parameter_invalid_integer')
  return invalidParameter(param, `Invalid ${param}: ${issue.message}`)
}

function emptyMessage(param: string): string {
  return `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`
}
