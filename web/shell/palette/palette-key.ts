type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>

/** Whether this is `⌘K`, elsewhere `Ctrl+K`: the letter, or its place where a layout has no Latin letters. */
export function isPaletteKey(pressed: Pressed, isApple: boolean): boolean {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing } = pressed
  if (altKey || shiftKey || isComposing) return false
  if (isApple ? !metaKey || ctrlKey : !ctrlKey || metaKey) return false
  const isLatin = key.charCodeAt(0) < 0x80
  return isLatin ? key.toLowerCase() === 'k' : code === 'KeyK'
}
