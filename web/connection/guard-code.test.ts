import { expect, it } from 'vitest'
import { guardCode } from './guard-code.ts'

const LOADED = { default: 'a page' }

it('answers code that isn’t here with what brings it, to those who ask whether it is', async () => {
  const asked: string[] = []
  const modules = guardCode<object>({ root: LOADED }, async (id) => {
    asked.push(id)
    return { default: id }
  })
  expect('root' in modules && modules.root).toBe(LOADED)
  expect(asked).toEqual([])
  expect('library' in modules && (await modules.library)).toEqual({ default: 'library' })
  expect(asked).toEqual(['library'])
})

it('has no code that wasn’t loaded for those who only look', () => {
  const modules = guardCode<object>({ root: LOADED }, () => Promise.reject(new Error('loads')))
  expect(modules.library).toBeUndefined()
  expect('library' in modules && modules.root).toBe(LOADED)
  expect(modules.library).toBeUndefined()
})
