import { describe, expect, it } from 'vitest'
import { readTheme, themeCookie } from './theme.ts'

const readFrom = (cookie: string) =>
  readTheme(new Request('http://here.invalid', { headers: { cookie } }))

describe('the theme', () => {
  it('is read from the cookie that kept it', () => {
    expect(readFrom(`other=1; ${themeCookie('light')}`)).toBe('light')
  })

  it.each(['', 'theme=neon', 'sometheme=light'])(
    'follows the system for the cookie %j',
    (cookie) => {
      expect(readFrom(cookie)).toBe('system')
    },
  )

  it('is forgotten when the choice is to follow the system', () => {
    expect(themeCookie('system')).toContain('Max-Age=0')
  })
})
