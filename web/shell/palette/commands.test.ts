import { expect, it } from 'vitest'
import { matchCommands } from './commands.ts'
import { isPaletteKey } from './palette-key.ts'

const COMMANDS = [
  { name: 'New track', words: 'create make song' },
  { name: 'Dark theme', words: 'color look' },
  { name: 'Next track' },
]
const names = (typed: string) => matchCommands(COMMANDS, typed).map(({ name }) => name)

it.each([
  ['', ['New track', 'Dark theme', 'Next track']],
  ['TRACK', ['New track', 'Next track']],
  ['tr ne', ['New track', 'Next track']],
  ['make', ['New track']],
  ['rack', []],
])('finds commands for %j', (typed, found) => {
  expect(names(typed)).toEqual(found)
})

const press = (changes: Partial<Parameters<typeof isPaletteKey>[0]>) => ({
  key: 'k',
  code: 'KeyK',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...changes,
})

it('opens by Ctrl K, and by ⌘ K on Apple’s machines', () => {
  expect(isPaletteKey(press({ ctrlKey: true }), false)).toBe(true)
  expect(isPaletteKey(press({ ctrlKey: true, key: 'л' }), false)).toBe(true)
  expect(isPaletteKey(press({ metaKey: true }), true)).toBe(true)
})

it.each([
  ['nothing but the letter', press({}), false],
  ['Apple’s own Ctrl K, which deletes to the end of a line', press({ ctrlKey: true }), true],
  ['a new tab on a layout that has T there', press({ ctrlKey: true, key: 't' }), false],
  ['a developer’s console', press({ ctrlKey: true, shiftKey: true, key: 'K' }), false],
])('leaves %s alone', (_, pressed, isApple) => {
  expect(isPaletteKey(pressed, isApple)).toBe(false)
})
