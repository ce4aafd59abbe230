import { expect, it } from 'vitest'
import { readKeys } from './read-keys.ts'

const NONE = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }

it.each([
  [{ key: 'z', ctrlKey: true }, 'undo'],
  [{ key: 'z', metaKey: true }, 'undo'],
  [{ key: 'Z', metaKey: true, shiftKey: true }, 'redo'],
  [{ key: 'y', ctrlKey: true }, 'redo'],
  [{ key: 'Enter', ctrlKey: true }, 'send'],
  [{ key: 'Enter', metaKey: true }, 'send'],
  [{ key: 'z' }, null],
  [{ key: 'Enter' }, null],
  [{ key: 'y', metaKey: true }, null],
  [{ key: 'z', ctrlKey: true, altKey: true }, null],
])('reads %j as %s', (pressed, asked) => {
  expect(readKeys({ ...NONE, ...pressed })).toBe(asked)
})
