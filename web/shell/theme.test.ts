import { describe, expect, it } from 'vitest'
import { readTheme, themeCookie } from './theme.ts'

const readFrom = (cookie: string) =>
  readTheme(new Request('http://here.invalid', { headers: { cookie } }))

const ADDRESS = 'http://127.0.0.1:8787/'

describe('the theme', () => {
  it('is read from the cookie that kept it', () => {
    expect(readFrom(`other=1; ${themeCookie('light', ADDRESS)}`)).toBe('light')
  })

  it.each(['', 'theme=neon', 'sometheme=light'])(
    'follows the system for the cookie %j',
    (cookie) => {
      expect(readFrom(cookie)).toBe('system')
    },
  )

  it('is forgotten when the choice is to follow the system', () => {
    expect(themeCookie('system', ADDRESS)).toContain('Max-Age=0')
  })

  it('travels over HTTPS only where the studio does', () => {
    expect(themeCookie('dark', 'https://studio.test/theme')).toMatch(/; Secure$/)
    expect(themeCookie('dark', ADDRESS)).not.toMatch(/Secure/i)
  })
})
