import type { InvalidField } from './errors.ts'

/** A property of a model's input, as the JSON Schema that Replicate publishes has it. */
export type Property =
  | { type: 'string'; minLength: number; maxLength: number }
  | { type: 'string'; enum: readonly string[] }
  | { type: 'integer'; enum: readonly number[] }
  | { type: 'integer' | 'number'; minimum: number; maximum: number }
  | { type: 'boolean' }

export type InputSchema = {
  type: 'object'
  required: readonly string[]
  properties: Readonly<Record<string, Property>>
}

/** Every way in which an input breaks its schema. Lengths count Unicode code points. */
export function validateInput(schema: InputSchema, input: Record<string, unknown>): InvalidField[] {
  const { required, properties } = schema
  const missing = required.filter((name) => input[name] === undefined)
  const known = Object.entries(properties).filter(([name]) => input[name] !== undefined)
  const unknown = Object.keys(input).filter((name) => !Object.hasOwn(properties, name))
  return [
    ...missing.map((name) => requiredField('input', name)),
    ...known.flatMap(([name, property]) => validateProperty(name, property, input[name])),
    ...unknown.map((name) => unknownField('input', name)),
  ]
}

export function requiredField(field: string, name: string): InvalidField {
  return { type: 'required', field, description: `${name} is required` }
}

export function unknownField(field: string, name: string): InvalidField {
  const description = `Additional property ${name} is not allowed`
  return { type: 'additional_property_not_allowed', field, description }
}

export function wrongType(field: string, expected: string, value: unknown): InvalidField {
  const description = `Invalid type. Expected: ${expected}, given: ${typeOf(value)}`
  return { type: 'invalid_type', field, description }
}

export function notOneOf(
  field: string,
  name: string,
  choices: readonly (string | number)[],
): InvalidField {
  const listed = choices.map((choice) => JSON.stringify(choice)).join(', ')
  return { type: 'enum', field, description: `${name} must be one of the following: ${listed}` }
}

function validateProperty(name: string, property: Property, value: unknown): InvalidField[] {
  const field = `input.${name}`
  const given = typeOf(value)
  const fits = given === property.type || (property.type === 'number' && given === 'integer')
  if (!fits) return [wrongType(field, property.type, value)]
  if ('enum' in property) {
    const choices: readonly unknown[] = property.enum
    return choices.includes(value) ? [] : [notOneOf(field, name, property.enum)]
  }
  if (property.type === 'boolean') return []
  if (property.type === 'string') {
    const length = [...String(value)].length
    const of = { below: 'string_gte', above: 'string_lte', what: 'String length must' }
    return outside(field, length, property.minLength, property.maxLength, of)
  }
  const of = { below: 'number_gte', above: 'number_lte', what: 'Must' }
  return outside(field, Number(value), property.minimum, property.maximum, of)
}

function outside(
  field: string,
  value: number,
  least: number,
  most: number,
  { below, above, what }: { below: string; above: string; what: string },
): InvalidField[] {
  if (value < least)
    return [{ type: below, field, description: `${what} be greater than or equal to ${least}` }]
  if (value > most)
    return [{ type: above, field, description: `${what} be less than or equal to ${most}` }]
  return []
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
