import { describe, expect, it } from 'vitest'
import { sameSitePath } from './same-site-path.ts'

describe('sameSitePath', () => {
  it('keeps a path of this site with its query and fragment', () => {
    expect(sameSitePath('/create?prompt=a%20song#lyrics', '/')).toBe(
      '/create?prompt=a%20song#lyrics',
    )
  })

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/.//elsewhere.example/',
    '/\t/elsewhere.example/',
    'javascript:alert(1)',
    'create',
    '',
    `/library?q=${'x'.repeat(2_000)}`,
    `/library?q=${'愛'.repeat(300)}`,
    `/${'x/'.repeat(1_000)}`,
  ])('does not follow %j', (given) => {
    expect(sameSitePath(given, '/library')).toBe('/library')
  })

  it('takes the other path when none was given', () => {
    expect(sameSitePath(null, '/library')).toBe('/library')
  })
})
