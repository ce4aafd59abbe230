import { expect, it } from 'vitest'
import { hashAddress, plainAddress } from './address-hash.ts'

it.each([
  ['Ada.Love.Lace+songs@Gmail.com', 'adalovelace@gmail.com'],
  ['ada.lovelace@googlemail.com', 'adalovelace@gmail.com'],
  ['ada.lovelace+1@outlook.com', 'ada.lovelace@outlook.com'],
  ['ada+1@pm.me', 'ada@proton.me'],
  [' ada+1@example.com ', 'ada+1@example.com'],
  ['a.da@example.com', 'a.da@example.com'],
])('takes %s for %s', (email, plain) => {
  expect(plainAddress(email)).toBe(plain)
})

it('says nothing of the address without the secret', async () => {
  const hash = await hashAddress('one secret', 'ada@gmail.com')
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(await hashAddress('one secret', 'a.d.a+x@gmail.com')).toBe(hash)
  expect(await hashAddress('another secret', 'ada@gmail.com')).not.toBe(hash)
})
