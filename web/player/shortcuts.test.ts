import { expect, it } from 'vitest'
import { type PressedKey, shortcutOf } from './shortcuts.ts'

const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
})

it('controls the player from anywhere on the page', () => {
  expect(shortcutOf(press(' '), 'page')).toEqual({ does: 'toggle' })
  expect(shortcutOf(press('K'), 'page')).toEqual({ does: 'toggle' })
  expect(shortcutOf(press('j'), 'page')).toEqual({ does: 'seek', seconds: -10 })
  expect(shortcutOf(press('ArrowRight'), 'page')).toEqual({ does: 'seek', seconds: 5 })
  expect(shortcutOf(press('?'), 'page')).toEqual({ does: 'help' })
  expect(shortcutOf(press('q'), 'page')).toBeNull()
})

it('leaves a control the keys that operate it', () => {
  expect(shortcutOf(press(' '), 'button')).toBeNull()
  expect(shortcutOf(press('ArrowRight'), 'arrows')).toBeNull()
  expect(shortcutOf(press(' '), 'arrows')).toEqual({ does: 'toggle' })
})

it('leaves the browser its own combinations', () => {
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey'])
    expect(shortcutOf(press('l', { [modifier]: true }), 'page')).toBeNull()
})

it('keeps seeking while a key is held, but does not flicker', () => {
  expect(shortcutOf(press('l', { repeat: true }), 'page')).toEqual({ does: 'seek', seconds: 10 })
  expect(shortcutOf(press(' ', { repeat: true }), 'page')).toBeNull()
})
