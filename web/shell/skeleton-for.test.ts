import { expect, it } from 'vitest'
import { skeletonFor } from './skeleton-for.ts'

it.each([
  ['/credits', '/library', 'list'],
  ['/tracks/a', '/create', 'list'],
  ['/library', '/tracks/a', 'track'],
  ['/tracks/a', '/tracks/b', 'track'],
  ['/library', '/create', null],
  ['/library', '/library', null],
  ['/library', '/account', null],
])('draws on the way from %s to %s: %s', (from, to, skeleton) => {
  expect(skeletonFor(from, to)).toBe(skeleton)
})
