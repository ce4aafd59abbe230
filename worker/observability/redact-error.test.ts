import { describe, expect, it } from 'vitest'
import { describeError, redactError } from './redact-error.ts'

const WORDS = 'my most private words'

/** Everything that an error shows, however deep. */
const allOf = (error: Error) =>
  JSON.stringify([describeError(error), error, Object.entries(error), error.cause])

describe('an error for operators', () => {
  it('keeps its name, message, stack and causes', () => {
    const error = redactError(new TypeError('outer', { cause: new RangeError('inner') }))
    expect(error).toMatchObject({ name: 'TypeError', message: 'outer' })
    expect(error.stack).toMatch(/^TypeError: outer\n +at /)
    const described = describeError(error)
    expect(described).toMatch(/^TypeError: outer\n +at [\s\S]*\ncaused by RangeError: inner\n +at /)
    expect(described).toContain('redact-error.test')
  })

  it('says only that a query failed, where, and why', () => {
    const query = Object.assign(
      new Error(`Failed query: insert …\nparams: ${WORDS},\n    at night`, {
        cause: new Error(`invalid input syntax for type integer: "${WORDS}"`),
      }),
      { query: 'insert …', params: [WORDS] },
    )
    const error = redactError(query)
    expect(allOf(error)).not.toContain(WORDS)
    expect(allOf(error)).not.toContain('at night')
    expect(describeError(error)).toMatch(
      /^Error: A query failed\n +at [\s\S]*caused by Error: invalid input syntax for type integer\n/,
    )
  })

  it.each([
    ['ERR wrong type, command was: ["set","session","my most private words"]', 'ERR wrong type'],
    [`Unexpected token 'm', "my most private words" is not valid JSON`, "Unexpected token 'm'"],
    [`Unexpected token 'y', ..."my most private words"... is no JSON`, "Unexpected token 'y'"],
    ['Invalid email address: ada+my@example.com', 'Invalid email address: [address]'],
    ['GET https://fal.run/x?prompt=my%20most failed', 'GET https://fal.run/x failed'],
  ])('quotes nothing of %j', (message, told) => {
    const error = redactError(new Error(message))
    expect(error.message).toBe(told)
    expect(error.stack).toMatch(/^Error: [^\n]+\n +at /)
    expect(error.stack).toContain(told)
    expect(allOf(error)).not.toMatch(/my/)
  })

  it('has no other property', () => {
    const error = Object.assign(new Error('refused'), { body: WORDS, headers: { cookie: WORDS } })
    expect(allOf(redactError(error))).not.toContain(WORDS)
  })

  it('is an error whatever was thrown, and ends even when its causes form a circle', () => {
    expect(redactError({ prompt: WORDS }).message).toBe('[object Object]')
    expect(redactError(undefined).message).toBe('undefined')
    const circle = new Error('circle')
    circle.cause = circle
    expect(describeError(redactError(circle)).match(/Error: circle/g)).toHaveLength(6)
    expect(redactError(new Error('')).stack).toMatch(/^Error: \n +at /)
  })
})
