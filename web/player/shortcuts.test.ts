import { expect, it } from 'vitest'
import { type PressedKey, shortcutOf } from './shortcuts.ts'

const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...more,
})

const PAGE = { takesSpace: false, takesArrows: false }
const BUTTON = { takesSpace: true, takesArrows: false }
const SLIDER = { takesSpace: false, takesArrows: true }

it('controls the player from anywhere on the page', () => {
  expect(shortcutOf(press(' '), PAGE)).toEqual({ does: 'toggle' })
  expect(shortcutOf(press('K'), PAGE)).toEqual({ does: 'toggle' })
  expect(shortcutOf(press('j'), PAGE)).toEqual({ does: 'seek', seconds: -10 })
  expect(shortcutOf(press('ArrowRight'), PAGE)).toEqual({ does: 'seek', seconds: 5 })
  expect(shortcutOf(press('ArrowRight', { shiftKey: true }), PAGE)).toEqual({ does: 'next' })
  expect(shortcutOf(press('ArrowLeft', { shiftKey: true }), PAGE)).toEqual({ does: 'previous' })
  expect(shortcutOf(press('q'), PAGE)).toEqual({ does: 'queue' })
  expect(shortcutOf(press('f'), PAGE)).toEqual({ does: 'full' })
  expect(shortcutOf(press('?', { shiftKey: true }), PAGE)).toEqual({ does: 'help' })
  expect(shortcutOf(press('x'), PAGE)).toBeNull()
})

it('leaves a control the keys that operate it, and takes the others', () => {
  expect(shortcutOf(press(' '), BUTTON)).toBeNull()
  expect(shortcutOf(press('ArrowRight'), SLIDER)).toBeNull()
  expect(shortcutOf(press('ArrowRight', { shiftKey: true }), SLIDER)).toBeNull()
  expect(shortcutOf(press('k'), SLIDER)).toEqual({ does: 'toggle' })
  expect(shortcutOf(press('m'), BUTTON)).toEqual({ does: 'mute' })
})

it('goes by the place of a key where the layout has no Latin letters', () => {
  expect(shortcutOf(press('л', { code: 'KeyK' }), PAGE)).toEqual({ does: 'toggle' })
  expect(shortcutOf(press('μ', { code: 'KeyM' }), PAGE)).toEqual({ does: 'mute' })
  expect(shortcutOf(press('؟', { code: 'Slash', shiftKey: true }), PAGE)).toEqual({ does: 'help' })
})

it('goes by what is printed on the key where the layout moves the Latin letters', () => {
  expect(shortcutOf(press('k', { code: 'KeyV' }), PAGE)).toEqual({ does: 'toggle' })
  expect(shortcutOf(press('t', { code: 'KeyK' }), PAGE)).toBeNull()
})

it.each(['ctrlKey', 'metaKey', 'altKey', 'isComposing'])(
  'leaves the browser and its input methods their keys: %s',
  (modifier) => {
    expect(shortcutOf(press('l', { [modifier]: true }), PAGE)).toBeNull()
    expect(shortcutOf(press('л', { code: 'KeyK', [modifier]: true }), PAGE)).toBeNull()
  },
)

it('keeps seeking while a key is held, but does not flicker', () => {
  expect(shortcutOf(press('l', { repeat: true }), PAGE)).toEqual({ does: 'seek', seconds: 10 })
  expect(shortcutOf(press(' ', { repeat: true }), PAGE)).toBeNull()
  expect(shortcutOf(press('q', { repeat: true }), PAGE)).toBeNull()
})
