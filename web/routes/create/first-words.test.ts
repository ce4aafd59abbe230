import { expect, it } from 'vitest'
import { cleanAddress, readFragment } from './first-words.ts'

it.each([
  ['/create?again=trk_1', '/create'],
  ['/create?sort=oldest&prompt=rain&mode=custom', '/create?sort=oldest'],
  ['/create', '/create'],
])('takes what the composer keeps out of %s', (address, clean) => {
  expect(cleanAddress(new URL(address, 'http://studio.test'))).toBe(clean)
})

it.each([
  ['#prompt=rain%20on%20tin', 'rain on tin'],
  ['#prompt=', ''],
  ['#lyrics', null],
  ['', null],
])('reads a prompt from %j', (hash, prompt) => {
  expect(readFragment(hash)).toBe(prompt)
})
