import { describe, expect, it } from 'vitest'
import { sign, verify } from './sign.ts'

/** Test case 2 of RFC 4231. */
const SECRET = 'Jefe'
const TEXT = 'what do ya want for nothing?'
const SIGNATURE = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'

describe('a signature', () => {
  it('stays the same for the same text, so that addresses already sent out keep working', async () => {
    expect(await sign(SECRET, TEXT)).toBe(SIGNATURE)
    expect(await verify(SECRET, TEXT, SIGNATURE)).toBe(true)
  })

  it('fits no other text and no other secret', async () => {
    expect(await verify(SECRET, `${TEXT} `, SIGNATURE)).toBe(false)
    expect(await verify(`${SECRET}!`, TEXT, SIGNATURE)).toBe(false)
  })

  it.each(['', '00', SIGNATURE.slice(2), `${SIGNATURE}00`, 'not hex', SIGNATURE.replace('5', '6')])(
    'is not %o',
    async (signature) => {
      expect(await verify(SECRET, TEXT, signature)).toBe(false)
    },
  )
})
