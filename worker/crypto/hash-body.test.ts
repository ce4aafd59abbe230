import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hashBody } from './hash-body.ts'

const anyBody = fc.dictionary(fc.string(), fc.jsonValue())

/** The same value with the keys of every object in it in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  )
}

it('keeps the hash that requests are stored with', async () => {
  const song = { prompt: 'lo-fi piano', instrumental: true, model: 'auto', variations: 1 }
  expect(await hashBody({ ...song, title: undefined })).toBe(
    '51d365791aab2f4c2ce4b2f6923e97cd8193e22c0d0d95f950e39ad5e507a5d9',
  )
})

it.each([
  [{ style: { palette: 'warm' } }, { style: { palette: 'cold' } }],
  [{ style: { palette: { base: 1 } } }, { style: { palette: { base: 2 } } }],
  [{ style: { palette: 'warm' } }, { style: {} }],
  [{ trackIds: [{ id: 1 }, { id: 2 }] }, { trackIds: [{ id: 1 }, { id: 3 }] }],
  [{ trackIds: ['a', 'b'] }, { trackIds: ['b', 'a'] }],
  [{ trackIds: ['a', ['b']] }, { trackIds: [['a'], 'b'] }],
  [JSON.parse('{"style":{"__proto__":[1]}}'), JSON.parse('{"style":{"__proto__":[2]}}')],
])('tells %j from %j', async (one, other) => {
  expect(await hashBody(one)).not.toBe(await hashBody(other))
})

it('ignores what an object inherits', async () => {
  const one = JSON.parse('{"a":{"__proto__":[]}}')
  const other = Object.assign(Object.create(null), one)
  expect(await hashBody(other)).toBe(await hashBody(one))
})

it('ignores the order of keys at any depth', async () => {
  await fc.assert(
    fc.asyncProperty(anyBody, async (body) => {
      expect(await hashBody(Object(turned(body)))).toBe(await hashBody(body))
    }),
  )
})
