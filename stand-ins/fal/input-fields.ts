import type { FieldError } from './errors.ts'

/** A field of a model's input. Lengths are in Unicode code points, as the models count them. */
export type Field =
  | { kind: 'text'; min: number; max: number; required: boolean }
  | { kind: 'integer' | 'number'; min: number; max: number }
  | { kind: 'choice'; among: readonly string[] }
  | { kind: 'flag' }
  | { kind: 'audio_setting' }

/** For a text whose schema names no limit: far above what we ever send. */
export const ANY_TEXT = { kind: 'text', min: 1, max: 10_000, required: true } as const
export const ANY_SEED = { kind: 'integer', min: 0, max: 4_294_967_295 } as const
export const ANY_NUMBER = {
  kind: 'number',
  min: Number.NEGATIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
} as const

/** Every way in which the input breaks its schema, in the words of FAL's validation library. */
export function validateFields(
  fields: Record<string, Field>,
  input: Record<string, unknown>,
): FieldError[] {
  const unknown = Object.keys(input).filter((name) => !Object.hasOwn(fields, name))
  return [
    ...Object.entries(fields).flatMap(([name, field]) => validateField(name, field, input[name])),
    ...unknown.map((name) => extraField(['body', name], input[name])),
  ]
}

function validateField(name: string, field: Field, value: unknown): FieldError[] {
  const loc = ['body', name]
  switch (field.kind) {
    case 'text':
      return validateText(loc, field, value)
    case 'integer':
    case 'number':
      return validateNumber(loc, field, value)
    case 'choice':
      return value === undefined ? [] : validateChoice(loc, field.among, value)
    case 'flag':
      if (value === undefined || typeof value === 'boolean') return []
      return [{ loc, msg: 'Input should be a valid boolean', type: 'bool_type', input: value }]
    case 'audio_setting':
      return validateAudioSetting(loc, value)
  }
}

function validateText(
  loc: string[],
  { min, max, required }: Extract<Field, { kind: 'text' }>,
  value: unknown,
): FieldError[] {
  if (value === undefined) {
    return required ? [{ loc, msg: 'Field required', type: 'missing' }] : []
  }
  if (typeof value !== 'string') {
    return [{ loc, msg: 'Input should be a valid string', type: 'string_type', input: value }]
  }
  const length = [...value].length
  if (length < min) {
    const msg = `String should have at least ${min} characters`
    return [{ loc, msg, type: 'string_too_short', ctx: { min_length: min }, input: value }]
  }
  if (length > max) {
    const msg = `String should have at most ${max} characters`
    return [{ loc, msg, type: 'string_too_long', ctx: { max_length: max }, input: value }]
  }
  return []
}

function validateNumber(
  loc: string[],
  { kind, min, max }: Extract<Field, { min: number; kind: 'integer' | 'number' }>,
  value: unknown,
): FieldError[] {
  if (value === undefined) return []
  const isRight = kind === 'integer' ? Number.isInteger(value) : typeof value === 'number'
  if (!isRight || typeof value !== 'number') {
    const type = kind === 'integer' ? 'int_type' : 'float_type'
    return [{ loc, msg: `Input should be a valid ${kind}`, type, input: value }]
  }
  if (value < min) {
    const msg = `Input should be greater than or equal to ${min}`
    return [{ loc, msg, type: 'greater_than_equal', ctx: { ge: min }, input: value }]
  }
  if (value > max) {
    const msg = `Input should be less than or equal to ${max}`
    return [{ loc, msg, type: 'less_than_equal', ctx: { le: max }, input: value }]
  }
  return []
}

function validateChoice(loc: string[], among: readonly string[], value: unknown): FieldError[] {
  if (typeof value === 'string' && among.includes(value)) return []
  const expected = among.map((choice) => `'${choice}'`).join(' or ')
  const msg = `Input should be ${expected}`
  return [{ loc, msg, type: 'literal_error', ctx: { expected }, input: value }]
}

/** All values are strings; of the formats only MP3 is rendered here. */
const AUDIO_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  format: ['mp3'],
  sample_rate: ['8000', '16000', '22050', '24000', '32000', '44100'],
  bitrate: ['32000', '64000', '128000', '256000'],
  channel: ['1', '2'],
}

function validateAudioSetting(loc: string[], value: unknown): FieldError[] {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ loc, msg: 'Input should be a valid dictionary', type: 'dict_type', input: value }]
  }
  return Object.entries(value).flatMap(([name, setting]) => {
    const allowed = Object.hasOwn(AUDIO_SETTINGS, name) ? AUDIO_SETTINGS[name] : undefined
    if (allowed === undefined) return [extraField([...loc, name], setting)]
    return validateChoice([...loc, name], allowed, setting)
  })
}

function extraField(loc: string[], input: unknown): FieldError {
  return { loc, msg: 'Extra inputs are not permitted', type: 'extra_forbidden', input }
}
