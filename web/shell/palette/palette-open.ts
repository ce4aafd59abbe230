import { observable } from '../../ui/observable.ts'

/** Whether the command palette is open. */
export const paletteIsOpen = observable(false)

export const openPalette = () => paletteIsOpen.set(true)
export const closePalette = () => paletteIsOpen.set(false)
