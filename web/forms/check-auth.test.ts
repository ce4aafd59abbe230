import { describe, expect, it } from 'vitest'
import { checkAuthField } from './check-auth.ts'

describe('checkAuthField', () => {
  it.each([
    ['name', '  '],
    ['email', ''],
    ['email', 'ada'],
    ['email', 'ada@example'],
    ['email', 'ada lovelace@example.com'],
    ['password', ''],
    ['password', 'short'],
  ])('says what is wrong with the %s %j', (name, value) => {
    expect(checkAuthField(name, value, true)).toMatch(/[.?]$/)
  })

  it.each([
    ['name', '🎵 Ada'],
    ['email', ' ada@example.com '],
    ['password', 'let-me-play'],
    ['intent', ''],
  ])('takes the %s %j', (name, value) => {
    expect(checkAuthField(name, value, true)).toBeNull()
  })

  it('asks nothing of a password that exists already', () => {
    expect(checkAuthField('password', 'short', false)).toBeNull()
  })
})
