import { expect, it } from 'vitest'
import { isLoopback, networkOf } from './network-of.ts'

it.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2::21', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['unknown', 'unknown'],
])('counts %s by %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

it('knows the machine itself', () => {
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true)
  expect(['203.0.113.7', '2001:db8::1', 'unknown'].some(isLoopback)).toBe(false)
})
